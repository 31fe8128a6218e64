package io.residual.trainer.kafka;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which records of a topic to take; the newest end is where each partition ends when it is first
 * looked at.
 *
 * @param topic name
 * @param fromOffset first offset of every partition; empty to take all that are left
 * @param fromTime first timestamp, included; empty for no such limit
 * @param toTime last timestamp, excluded; empty for no such limit
 * @param maxRecords how many offsets of the range at most, the last ones; each partition gives a
 *     share by the length of its own range. Empty for no such limit
 */
public record TopicRange(
    String topic,
    OptionalLong fromOffset,
    Optional<Instant> fromTime,
    Optional<Instant> toTime,
    OptionalLong maxRecords) {

  /** Checks that the limits make sense together. */
  public TopicRange {
    if (fromOffset.isPresent() && fromTime.isPresent()) {
      throw new IllegalArgumentException("give either a first offset or a first time, not both");
    }
    if (fromOffset.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "the first offset is " + fromOffset.getAsLong() + "; it must be at least 0");
    }
    if (maxRecords.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "at most " + maxRecords.getAsLong() + " records are wanted; it must be at least 1");
    }
    if (fromTime.isPresent() && toTime.isPresent() && !fromTime.get().isBefore(toTime.get())) {
      throw new IllegalArgumentException(
          "the range from " + fromTime.get() + " to " + toTime.get() + " is empty");
    }
  }

  /** Everything in the topic. */
  public static TopicRange all(String topic) {
    return new TopicRange(
        topic, OptionalLong.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());
  }

  /** Whether a record's timestamp is in the range. */
  boolean contains(long timestamp) {
    return (fromTime.isEmpty() || timestamp >= fromTime.get().toEpochMilli())
        && (toTime.isEmpty() || timestamp < toTime.get().toEpochMilli());
  }
}
