package io.residual.model.encode;

import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.record.RecordContext;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.RejectReason;
import java.util.OptionalLong;

/**
 * Turns a message's value into a feature row, by the rules that decide which messages are scored at
 * all: the job and a backtest go by it. Not thread safe.
 */
public final class RecordEncoder {

  /** Values above this many bytes are refused unless told otherwise. */
  public static final int DEFAULT_MAX_BYTES = 1 << 20;

  private final JsonRecordReader reader;
  private final RowEncoder encoder;
  private final int featureCount;
  private final int maxBytes;

  /**
   * An encoder for records of the given schema.
   *
   * @param maxBytes larger values are refused without a look inside
   */
  public RecordEncoder(RecordSchema schema, FeatureEncoder encoder, int maxBytes) {
    this.reader = new JsonRecordReader(schema);
    this.encoder = new RowEncoder(encoder);
    this.featureCount = encoder.featureCount();
    this.maxBytes = maxBytes;
  }

  /** Features of a row. */
  public int featureCount() {
    return featureCount;
  }

  /**
   * Reads one message.
   *
   * @param value null is a tombstone
   * @param timestampMillis the message's own, which stands in for an event time that the schema
   *     does not declare
   * @param row receives the features; holds rubbish if this method throws
   * @return the record's entity and event time; the latter is always there
   * @throws InvalidRecordException if the record cannot be scored, with the reason
   */
  public RecordContext encode(byte[] value, long timestampMillis, float[] row)
      throws InvalidRecordException {
    if (value != null && value.length > maxBytes) {
      throw new InvalidRecordException(
          RejectReason.TOO_LARGE,
          "the value has " + value.length + " bytes; max-record-size allows " + maxBytes);
    }
    encoder.target(row, 0);
    RecordContext context = reader.read(value, encoder);
    return context.eventTimeMillis().isPresent()
        ? context
        : new RecordContext(context.entity(), OptionalLong.of(timestampMillis));
  }
}
