package io.residual.job.kafka;

import io.residual.job.config.Delivery;
import io.residual.job.config.JobConfig;
import io.residual.model.config.ConfigFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.util.TimeUtils;

/** What brokers must be like for a job to run on them. */
final class BrokerRules {

  private BrokerRules() {}

  /** What is wrong; topics that the job may create itself are not. */
  static List<ConfigFault> faults(JobConfig config, BrokerFacts facts) {
    List<ConfigFault> faults = new ArrayList<>();
    for (String topic : config.input().topics()) {
      if (facts.missingTopics().contains(topic)) {
        faults.add(
            new ConfigFault(
                "input.topic",
                "'" + topic + "' does not exist on " + config.kafka().brokers(),
                "check its name, or create it: " + creation(topic, config)));
      }
    }
    for (String topic : ownTopics(config)) {
      if (facts.missingTopics().contains(topic) && !config.output().createTopics()) {
        faults.add(
            new ConfigFault(
                "topics.create",
                "is false and '" + topic + "' does not exist",
                "create it: " + creation(topic, config)));
      }
      Integer limit = facts.maxMessageBytes().get(topic);
      int needed = config.output().maxMessageBytes() + MessageSinks.FRAMING_BYTES;
      if (limit != null && limit < needed) {
        faults.add(
            new ConfigFault(
                "max-message-size",
                "is "
                    + config.output().maxMessageBytes()
                    + " bytes; topic '"
                    + topic
                    + "' takes "
                    + limit,
                "give at most "
                    + (limit - MessageSinks.FRAMING_BYTES)
                    + ", or set the topic's max.message.bytes to at least "
                    + needed));
      }
    }
    if (config.transactions().guarantee() == Delivery.EXACTLY_ONCE) {
      facts.maxTransactionTimeout().ifPresent(max -> checkTimeout(config, max, faults));
    }
    return faults;
  }

  static List<String> outputTopics(JobConfig config) {
    List<String> topics = new ArrayList<>();
    topics.add(config.output().alertsTopic());
    topics.add(config.output().deadLettersTopic());
    config.output().scoresTopic().ifPresent(topics::add);
    config.output().driftTopic().ifPresent(topics::add);
    config.output().feedbackStatusTopic().ifPresent(topics::add);
    return topics;
  }

  /** Topics that only the job and those who talk to it use: it may create them. */
  static List<String> ownTopics(JobConfig config) {
    List<String> topics = new ArrayList<>(outputTopics(config));
    config.input().feedbackTopic().ifPresent(topics::add);
    return topics;
  }

  /** Those that keep the last message of every key, for as long as there is no other. */
  static List<String> compactedTopics(JobConfig config) {
    return Stream.of(config.input().feedbackTopic(), config.output().feedbackStatusTopic())
        .flatMap(Optional::stream)
        .toList();
  }

  private static void checkTimeout(JobConfig config, Duration max, List<ConfigFault> faults) {
    Duration timeout = config.transactions().timeout();
    if (timeout.compareTo(max) > 0) {
      faults.add(
          new ConfigFault(
              "transaction.timeout",
              "is "
                  + TimeUtils.formatWithHighestUnit(timeout)
                  + "; the brokers allow "
                  + TimeUtils.formatWithHighestUnit(max),
              "give less, or raise transaction.max.timeout.ms on the brokers"));
    }
  }

  private static String creation(String topic, JobConfig config) {
    return "kafka-topics.sh --bootstrap-server "
        + config.kafka().brokers()
        + " --create --topic "
        + topic;
  }
}
