package io.residual.samples.dataset;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * A record to produce, and what is known about it. The label is not in the JSON: a detector must
 * not see it.
 *
 * <p>The array is not copied: a stream makes one per record and keeps none.
 *
 * @param key the Kafka key, or null
 * @param json the payload, in UTF-8
 * @param eventTime when it happened, or null if only the payload knows
 * @param entity the machine it belongs to, or null if only the payload knows
 * @param label what is known about it
 */
@SuppressWarnings("ArrayRecordComponent") // Equality is by content, below.
public record LabelledRecord(
    String key, byte[] json, Instant eventTime, String entity, Label label) {

  public LabelledRecord {
    requireNonNull(json, "json");
    requireNonNull(label, "label");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelledRecord that
        && Objects.equals(key, that.key)
        && Arrays.equals(json, that.json)
        && Objects.equals(eventTime, that.eventTime)
        && Objects.equals(entity, that.entity)
        && label.equals(that.label);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, Arrays.hashCode(json), eventTime, entity, label);
  }
}
