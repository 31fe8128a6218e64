package io.residual.job.config;

import java.util.Optional;

/** Options about what people say about alerts. */
final class FeedbackOptions {

  private static final String STATUS_SUFFIX = "-status";

  static final JobOption<String> TOPIC =
      JobOption.of(
          "feedback.topic",
          OptionType.TOPIC,
          null,
          "Topic with what people say about alerts, which the job obeys: see 'residual feedback'."
              + " Compacted; created if missing. None if not given.");

  static final JobOption<String> STATUS_TOPIC =
      JobOption.of(
          "feedback.status-topic",
          OptionType.TOPIC,
          null,
          "Topic that takes what became of each verdict, and how many records it has kept from"
              + " raising alerts. Compacted; created if missing. By default the feedback.topic with"
              + " -status behind it.");

  private FeedbackOptions() {}

  static Optional<String> statusTopic(OptionValues values) {
    Optional<String> feedback = values.optional(TOPIC);
    Optional<String> status = values.optional(STATUS_TOPIC);
    if (status.isPresent() && feedback.isEmpty() && !values.has(TOPIC)) {
      values.fault(
          STATUS_TOPIC.key(), "is given, but no feedback is read", "give a feedback.topic as well");
    }
    return status.isPresent() ? status : feedback.map(topic -> topic + STATUS_SUFFIX);
  }
}
