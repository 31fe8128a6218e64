package io.residual.job.function;

import io.residual.job.message.DeadLetter;
import io.residual.job.message.EncodedRecord;
import io.residual.job.message.SourceRecord;
import io.residual.job.metrics.DecodeMetrics;
import io.residual.model.bundle.Manifest;
import io.residual.model.encode.RecordEncoder;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordContext;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads JSON straight into feature rows. A record that cannot be scored goes to {@link
 * #DEAD_LETTERS}; none makes the job fail.
 */
public final class DecodeFunction extends ProcessFunction<SourceRecord, EncodedRecord> {

  /** Records that could not be read. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  /** Name of this stage in dead letters. */
  public static final String STAGE = "decode";

  /** Reason of records on which the decoder itself failed: a fault of ours, worth a report. */
  public static final String DECODER_FAULT = "decoder-fault";

  private static final Logger LOG = LoggerFactory.getLogger(DecodeFunction.class);

  private final BundleSource bundle;
  private final int maxRecordBytes;

  private transient RecordEncoder encoder;
  private transient DecodeMetrics metrics;

  /**
   * A decoder for the schema of the given bundle.
   *
   * @param maxRecordBytes larger values are refused without a look inside
   */
  public DecodeFunction(BundleSource bundle, int maxRecordBytes) {
    this.bundle = bundle;
    this.maxRecordBytes = maxRecordBytes;
  }

  @Override
  public void open(OpenContext openContext) throws Exception {
    Manifest manifest = bundle.read(getRuntimeContext()).manifest();
    encoder = new RecordEncoder(manifest.schema(), manifest.encoder(), maxRecordBytes);
    metrics = new DecodeMetrics(getRuntimeContext().getMetricGroup(), DECODER_FAULT);
  }

  @Override
  public void processElement(SourceRecord record, Context context, Collector<EncodedRecord> out) {
    metrics.recordIn();
    EncodedRecord encoded = null;
    DeadLetter refused = null;
    try {
      encoded = encode(record);
    } catch (InvalidRecordException e) {
      refused = deadLetter(record, e.reason().code(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("The decoder failed on record {}; it becomes a dead letter", record.origin(), e);
      refused = deadLetter(record, DECODER_FAULT, e.toString());
    }
    // Outside the try: chained operators run inside collect, and their failures are none of ours.
    if (refused == null) {
      out.collect(encoded);
    } else {
      metrics.deadLetter(refused.reason());
      context.output(DEAD_LETTERS, refused);
    }
  }

  private EncodedRecord encode(SourceRecord record) throws InvalidRecordException {
    float[] features = new float[encoder.featureCount()];
    long timestamp = record.origin().timestampMillis();
    RecordContext context = encoder.encode(record.value(), timestamp, features);
    return new EncodedRecord(
        record.origin(),
        context.entity(),
        context.eventTimeMillis().orElse(timestamp),
        record.value(),
        features);
  }

  private static DeadLetter deadLetter(SourceRecord record, String reason, String message) {
    return DeadLetter.of(record, reason, Objects.requireNonNullElse(message, reason), STAGE);
  }
}
