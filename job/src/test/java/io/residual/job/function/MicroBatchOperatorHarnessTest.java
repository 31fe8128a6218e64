package io.residual.job.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.Records;
import io.residual.job.message.EncodedRecord;
import io.residual.job.message.RecordBatch;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MicroBatchOperatorHarnessTest {

  private OneInputStreamOperatorTestHarness<EncodedRecord, RecordBatch> harness;

  @BeforeEach
  void open() throws Exception {
    harness = create();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static OneInputStreamOperatorTestHarness<EncodedRecord, RecordBatch> create()
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new MicroBatchOperator(3, Duration.ofMillis(20)));
  }

  private void add(int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      harness.processElement(new StreamRecord<>(Records.encoded(i, 0)));
    }
  }

  private List<List<Long>> batches() {
    return harness.extractOutputValues().stream()
        .map(batch -> batch.records().stream().map(r -> r.origin().offset()).toList())
        .toList();
  }

  @Test
  void aFullBatchGoesOnAtOnce() throws Exception {
    add(0, 7);

    assertThat(batches()).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L, 5L));
  }

  @Test
  void aRecordWaitsForTheLingerTimeAndNoLonger() throws Exception {
    harness.setProcessingTime(100);
    add(0, 1);
    harness.setProcessingTime(110);
    add(1, 2);
    harness.setProcessingTime(119);
    assertThat(batches()).isEmpty();

    harness.setProcessingTime(120);
    assertThat(batches()).containsExactly(List.of(0L, 1L));
  }

  @Test
  void aTimerOfAnEarlierBatchDoesNotCutTheNextOneShort() throws Exception {
    harness.setProcessingTime(100);
    add(0, 3);
    harness.setProcessingTime(115);
    add(3, 4);
    harness.setProcessingTime(120);
    assertThat(batches()).as("the timer of the full batch").hasSize(1);
    harness.setProcessingTime(134);
    assertThat(batches()).hasSize(1);

    harness.setProcessingTime(135);
    assertThat(batches()).containsExactly(List.of(0L, 1L, 2L), List.of(3L));
  }

  @Test
  void lingersAgainAfterAQuietTime() throws Exception {
    add(0, 1);
    harness.setProcessingTime(20);
    harness.setProcessingTime(5000);
    add(1, 2);
    harness.setProcessingTime(5020);

    assertThat(batches()).containsExactly(List.of(0L), List.of(1L));
  }

  @Test
  void nothingWaitsBehindABarrierSoThereIsNoState() throws Exception {
    add(0, 2);

    harness.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState snapshot = harness.snapshot(1, 0);

    assertThat(batches()).containsExactly(List.of(0L, 1L));
    assertThat(snapshot.hasState()).isFalse();
  }

  @Test
  void aRestoredOperatorBeginsEmpty() throws Exception {
    add(0, 2);
    harness.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState snapshot = harness.snapshot(1, 0);
    harness.close();

    harness = create();
    harness.initializeState(snapshot);
    harness.open();
    add(2, 5);

    assertThat(batches()).containsExactly(List.of(2L, 3L, 4L));
  }

  @Test
  void aWatermarkDoesNotOvertakeRecords() throws Exception {
    add(0, 1);

    harness.processWatermark(new Watermark(7));

    assertThat(harness.getOutput()).hasSize(2);
    assertThat(harness.getOutput().poll()).isInstanceOf(StreamRecord.class);
    assertThat(harness.getOutput().poll()).isEqualTo(new Watermark(7));
  }

  @Test
  void theEndOfTheInputFlushes() throws Exception {
    add(0, 2);

    harness.endInput();

    assertThat(batches()).containsExactly(List.of(0L, 1L));
  }

  @Test
  void largeRecordsDoNotPileUp() throws Exception {
    EncodedRecord record = Records.encoded(0, 0);
    byte[] large = new byte[(int) MicroBatchOperator.MAX_BATCH_BYTES];
    harness.processElement(
        new StreamRecord<>(
            new EncodedRecord(
                record.origin(),
                record.entity(),
                record.eventTimeMillis(),
                large,
                record.features())));
    add(1, 3);

    assertThat(batches()).containsExactly(List.of(0L));
  }

  @Test
  void noBatchIsEverEmpty() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    harness.processWatermark(new Watermark(1));
    harness.endInput();

    assertThat(batches()).isEmpty();
  }
}
