package io.residual.samples.feedback;

import io.residual.trainer.kafka.ClusterCheck;
import io.residual.trainer.kafka.KafkaClientOptions;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which a command reaches the feedback topic; mixed into each such command. */
final class FeedbackTopics {

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      defaultValue = "feedback",
      description = "The job's feedback.topic (default: ${DEFAULT-VALUE}).")
  private String topic;

  @Mixin private KafkaClientOptions kafka;

  String topic() {
    return topic;
  }

  KafkaClientOptions kafka() {
    return kafka;
  }

  /** Opens the topic, which must exist. */
  KeyedTopic open() {
    return open(topic, "check --topic, or start the job with --feedback.topic " + topic);
  }

  /** Opens another topic, which must exist. */
  KeyedTopic open(String name, String remedy) {
    try (ClusterCheck cluster = kafka.check()) {
      cluster.requireTopic(name, remedy);
    }
    return topic(name);
  }

  /** Opens a topic if it exists. */
  Optional<KeyedTopic> find(String name) {
    try (ClusterCheck cluster = kafka.check()) {
      return cluster.hasTopic(name) ? Optional.of(topic(name)) : Optional.empty();
    }
  }

  private KeyedTopic topic(String name) {
    return new KeyedTopic(kafka.settings(), name, kafka.timeout());
  }
}
