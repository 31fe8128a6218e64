package io.residual.trainer.backtest;

import io.residual.model.alert.AlertedRecord;
import io.residual.model.detect.ScoredInput;
import io.residual.model.record.RecordContext;
import java.util.Arrays;

/**
 * A scored record as detectors look at it; only valid while its batch is gone over.
 *
 * @param features rows of the batch, this one's from {@code start} on
 * @param reconstruction likewise
 * @param width features of a row
 */
@SuppressWarnings("ArrayRecordComponent") // buffers that are handed over, never compared
record ReplayedInput(
    Replayed record,
    RecordContext context,
    float[] features,
    float[] reconstruction,
    int start,
    int width,
    double error)
    implements ScoredInput {

  String entity() {
    return context.entity();
  }

  @Override
  public long eventTimeMillis() {
    return context.eventTimeMillis().orElse(record.source().timestamp().toEpochMilli());
  }

  @Override
  public String id() {
    return record.source().id();
  }

  /** The record as an alert shows it, with rows of its own. */
  AlertedRecord alerted() {
    return new AlertedRecord(
        record.source(),
        eventTimeMillis(),
        entity(),
        record.value(),
        Arrays.copyOfRange(features, start, start + width),
        Arrays.copyOfRange(reconstruction, start, start + width));
  }
}
