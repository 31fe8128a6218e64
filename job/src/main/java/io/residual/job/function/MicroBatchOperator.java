package io.residual.job.function;

import io.residual.job.message.EncodedRecord;
import io.residual.job.message.RecordBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers records into batches, because a network scores many rows in hardly more time than one.
 *
 * <p>A batch goes on when it is full, when its oldest record has waited for the linger time, and
 * before anything that must not overtake records: a checkpoint barrier, a watermark, the end of the
 * input. So nothing is ever buffered at a barrier, and the operator needs no state: what is in the
 * buffer when a job fails or is cancelled is read again from Kafka.
 *
 * <p>Timers run in the task's mailbox, in the same thread as records and barriers; no locks.
 */
public final class MicroBatchOperator extends AbstractStreamOperator<RecordBatch>
    implements OneInputStreamOperator<EncodedRecord, RecordBatch>,
        BoundedOneInput,
        ProcessingTimeCallback {

  /**
   * A batch of this many bytes is full, whatever the number of its records: 256 records of 1 MiB
   * would be a quarter of a gigabyte a subtask, and such records gain nothing from batching.
   */
  static final long MAX_BATCH_BYTES = 4L << 20;

  private final int batchSize;
  private final long lingerMillis;

  private transient List<EncodedRecord> buffer;
  private transient long bufferedBytes;
  private transient long deadline;
  private transient ScheduledFuture<?> timer;

  /**
   * A batcher.
   *
   * @param batchSize records a batch, at least 1
   * @param linger how long a record may wait for others, at least 1 ms
   */
  public MicroBatchOperator(int batchSize, Duration linger) {
    this.batchSize = batchSize;
    this.lingerMillis = linger.toMillis();
  }

  @Override
  public void open() throws Exception {
    super.open();
    buffer = new ArrayList<>(batchSize);
  }

  @Override
  public void processElement(StreamRecord<EncodedRecord> element) {
    if (buffer.isEmpty()) {
      deadline = getProcessingTimeService().getCurrentProcessingTime() + lingerMillis;
      scheduleTimer();
    }
    buffer.add(element.getValue());
    bufferedBytes += bytes(element.getValue());
    if (buffer.size() >= batchSize || bufferedBytes >= MAX_BATCH_BYTES) {
      flush();
    }
  }

  /** Windows can be larger than the records that end them. */
  private static long bytes(EncodedRecord record) {
    return record.json().length + (long) Float.BYTES * record.features().length;
  }

  /**
   * One timer at a time: at full load batches fill many times before a timer fires, and a timer for
   * each would cost more than it serves.
   */
  private void scheduleTimer() {
    if (timer == null) {
      timer = getProcessingTimeService().registerTimer(deadline, this);
    }
  }

  @Override
  public void onProcessingTime(long timestamp) {
    timer = null;
    if (buffer.isEmpty()) {
      return;
    }
    if (timestamp >= deadline) {
      flush();
    } else {
      scheduleTimer();
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    flush();
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void endInput() {
    flush();
  }

  private void flush() {
    if (!buffer.isEmpty()) {
      RecordBatch batch = new RecordBatch(buffer);
      buffer = new ArrayList<>(batchSize);
      bufferedBytes = 0;
      output.collect(new StreamRecord<>(batch));
    }
  }
}
