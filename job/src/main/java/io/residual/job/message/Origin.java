package io.residual.job.message;

import io.residual.model.alert.Alert;
import java.time.Instant;

/**
 * Where a record is in Kafka.
 *
 * @param timestampMillis Kafka's timestamp of the record; 0 for the oldest message format, which
 *     has none
 */
public record Origin(String topic, int partition, long offset, long timestampMillis) {

  /** The same place as alerts write it. */
  public Alert.Source toSource() {
    return new Alert.Source(topic, partition, offset, Instant.ofEpochMilli(timestampMillis));
  }

  /** The id of the record: the same record always has the same. */
  public String id() {
    return toSource().id();
  }
}
