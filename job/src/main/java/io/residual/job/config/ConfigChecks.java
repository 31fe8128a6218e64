package io.residual.job.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.util.TimeUtils;

/** Checks options that only together can be wrong. */
final class ConfigChecks {

  /** What a restart may take besides two checkpoints: Flink notices a lost worker after 50 s. */
  private static final Duration RESTART_ALLOWANCE = Duration.ofMinutes(1);

  private ConfigChecks() {}

  static void check(JobConfig config, OptionValues values) {
    checkInput(values);
    checkTopicRoles(config, values);
    checkTransactionTimeout(config.transactions(), values);
    KafkaClientChecks.check(config, values);
  }

  private static void checkInput(OptionValues values) {
    boolean topics = values.has(KafkaOptions.INPUT_TOPIC);
    boolean pattern = values.has(KafkaOptions.INPUT_TOPIC_PATTERN);
    if (topics && pattern) {
      values.fault(
          KafkaOptions.INPUT_TOPIC.key(),
          "and input.topic-pattern are both given",
          "give only one");
    } else if (!topics && !pattern) {
      values.fault(KafkaOptions.INPUT_TOPIC.key(), "is missing", "name the topics to read");
    }
  }

  /** A topic in two roles would mix what its readers expect, or feed the job its own output. */
  private static void checkTopicRoles(JobConfig config, OptionValues values) {
    Map<JobOption<?>, String> outputs = new LinkedHashMap<>();
    outputs.put(KafkaOptions.ALERTS_TOPIC, config.output().alertsTopic());
    outputs.put(KafkaOptions.DEAD_LETTERS_TOPIC, config.output().deadLettersTopic());
    config.output().scoresTopic().ifPresent(topic -> outputs.put(KafkaOptions.SCORES_TOPIC, topic));
    config.output().driftTopic().ifPresent(topic -> outputs.put(DriftOptions.TOPIC, topic));
    config.input().feedbackTopic().ifPresent(topic -> outputs.put(FeedbackOptions.TOPIC, topic));
    config
        .output()
        .feedbackStatusTopic()
        .ifPresent(topic -> outputs.put(FeedbackOptions.STATUS_TOPIC, topic));
    Map<String, String> roles = new HashMap<>();
    config.input().topics().forEach(topic -> roles.put(topic, KafkaOptions.INPUT_TOPIC.key()));
    outputs.forEach(
        (option, topic) -> {
          String other = roles.putIfAbsent(topic, option.key());
          boolean matched =
              config.input().pattern().filter(p -> p.matcher(topic).matches()).isPresent();
          if (other != null || matched) {
            values.fault(
                option.key(),
                "is '"
                    + topic
                    + "', which is "
                    + (other == null ? "matched by" : "also")
                    + " "
                    + (other == null ? KafkaOptions.INPUT_TOPIC_PATTERN.key() : other),
                "use a topic of its own");
          }
        });
  }

  private static void checkTransactionTimeout(
      JobConfig.Transactions transactions, OptionValues values) {
    Duration least = transactions.checkpointInterval().multipliedBy(2).plus(RESTART_ALLOWANCE);
    if (transactions.guarantee() == Delivery.EXACTLY_ONCE
        && transactions.timeout().compareTo(least) < 0) {
      values.fault(
          JobOptions.TRANSACTION_TIMEOUT.key(),
          "is "
              + TimeUtils.formatWithHighestUnit(transactions.timeout())
              + ", too short for checkpoints every "
              + TimeUtils.formatWithHighestUnit(transactions.checkpointInterval()),
          "give at least "
              + TimeUtils.formatWithHighestUnit(least)
              + " (two checkpoints and a minute for a restart) or a shorter checkpoint.interval");
    }
  }
}
