package io.residual.job.message;

import io.residual.model.alert.Alert;
import io.residual.model.alert.AlertFactory;

/**
 * An alert on its way to Kafka.
 *
 * @param id of the record that raised it
 * @param kind as alerts write it, such as {@code anomaly}
 * @param entity the message key, so that alerts of one entity keep their order
 * @param json the alert in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
public record AlertMessage(
    String id, String kind, String entity, long eventTimeMillis, byte[] json) {

  /**
   * The message of an alert.
   *
   * @param maxBytes that the JSON may take
   */
  public static AlertMessage of(Alert alert, int maxBytes) {
    return new AlertMessage(
        alert.id(),
        alert.kind().code(),
        alert.entity(),
        alert.eventTime().toEpochMilli(),
        AlertFactory.toJson(alert, maxBytes));
  }
}
