package io.residual.job.message;

import io.residual.model.alert.AlertedRecord;

/**
 * A record with its error.
 *
 * @param error reconstruction error; NaN or infinite if the model is broken
 * @param json as received; null if the error is too small to raise an alert whatever the entity's
 *     threshold is, so that the bulk of the records crosses the network without it
 * @param features the network's row: encoded, {@code [features]}, or the window that ends with the
 *     record, {@code [length][features]}; null with {@code json}
 * @param reconstruction of the features; null with {@code json}
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
public record ScoredRecord(
    Origin origin,
    String entity,
    long eventTimeMillis,
    double error,
    byte[] json,
    float[] features,
    float[] reconstruction) {

  /** The same as an alert shows it. */
  public AlertedRecord toAlerted() {
    return new AlertedRecord(
        origin.toSource(), eventTimeMillis, entity, json, features, reconstruction);
  }
}
