package io.residual.job.kafka;

import io.residual.job.config.JobConfig;
import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers, before a job is submitted, for what would otherwise make it fail again and
 * again once it runs: a missing topic, a transaction timeout or message size that they refuse.
 *
 * <p>What the job's user may not ask is taken as fine: those who lock clusters down check such
 * things elsewhere.
 */
public final class BrokerCheck {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerCheck.class);

  /** Long enough for a cluster that just restarts, short enough to wait for at a prompt. */
  private static final String TIMEOUT_MILLIS = "20000";

  private final JobConfig config;
  private final Admin admin;

  private BrokerCheck(JobConfig config, Admin admin) {
    this.config = config;
    this.admin = admin;
  }

  /**
   * Checks the brokers and creates missing output topics, if the configuration says so.
   *
   * @throws InvalidConfigException listing what keeps the job from running
   */
  public static void check(JobConfig config) throws InvalidConfigException {
    Properties properties = new Properties();
    properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    properties.putAll(config.kafka().common());
    properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().brokers());
    List<ConfigFault> faults;
    try (Admin admin = Admin.create(properties)) {
      faults = new BrokerCheck(config, admin).faults();
    } catch (KafkaException e) {
      faults = List.of(unreachable(config, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      faults = List.of(unreachable(config, e));
    }
    if (!faults.isEmpty()) {
      throw new InvalidConfigException("the job's configuration", faults);
    }
  }

  private static ConfigFault unreachable(JobConfig config, Exception cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    return new ConfigFault(
        "brokers",
        "'" + config.kafka().brokers() + "' cannot be asked: " + root.getMessage(),
        "check address, network and the security settings under kafka., or give"
            + " --startup.check false if only the TaskManagers can reach them");
  }

  private List<ConfigFault> faults() throws InterruptedException {
    // The first question of all tells whether anybody answers.
    int broker = get(admin.describeCluster().nodes()).iterator().next().id();
    List<String> outputs = BrokerRules.outputTopics(config);
    Set<String> missing = new HashSet<>();
    addMissing(config.input().topics(), missing);
    addMissing(BrokerRules.ownTopics(config), missing);
    BrokerFacts facts =
        new BrokerFacts(missing, maxMessageBytes(outputs, missing), maxTransactionTimeout(broker));
    List<ConfigFault> faults = BrokerRules.faults(config, facts);
    if (faults.isEmpty() && config.output().createTopics()) {
      for (String topic : BrokerRules.ownTopics(config)) {
        if (missing.contains(topic)) {
          create(topic);
        }
      }
    }
    warnOfLosingFeedback(missing);
    return faults;
  }

  private void addMissing(List<String> topics, Set<String> missing) throws InterruptedException {
    for (Map.Entry<String, ? extends KafkaFuture<?>> topic :
        admin.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        topic.getValue().get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          missing.add(topic.getKey());
        } else if (e.getCause() instanceof AuthorizationException) {
          LOG.warn("May not describe topic {}; taken to exist", topic.getKey());
        } else {
          throw new KafkaException(e.getCause());
        }
      }
    }
  }

  private Map<String, Integer> maxMessageBytes(List<String> topics, Set<String> missing)
      throws InterruptedException {
    Map<String, Integer> sizes = new HashMap<>();
    for (String topic : topics) {
      if (!missing.contains(topic)) {
        setting(new ConfigResource(ConfigResource.Type.TOPIC, topic), "max.message.bytes")
            .ifPresent(size -> sizes.put(topic, Integer.valueOf(size)));
      }
    }
    return sizes;
  }

  private Optional<Duration> maxTransactionTimeout(int broker) throws InterruptedException {
    return setting(
            new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker)),
            "transaction.max.timeout.ms")
        .map(millis -> Duration.ofMillis(Long.parseLong(millis)));
  }

  private Optional<String> setting(ConfigResource resource, String name)
      throws InterruptedException {
    try {
      Config settings = admin.describeConfigs(List.of(resource)).values().get(resource).get();
      return Optional.ofNullable(settings.get(name)).map(ConfigEntry::value);
    } catch (ExecutionException e) {
      LOG.warn("Cannot ask for {} of {}; taken to be large enough", name, resource, e.getCause());
      return Optional.empty();
    }
  }

  /** A verdict must outlive the topic's retention. */
  private void warnOfLosingFeedback(Set<String> missing) throws InterruptedException {
    for (String topic : BrokerRules.compactedTopics(config)) {
      Optional<String> policy =
          missing.contains(topic)
              ? Optional.empty()
              : setting(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  TopicConfig.CLEANUP_POLICY_CONFIG);
      if (policy.isPresent() && !policy.get().equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
        LOG.warn(
            "Topic {} has cleanup.policy {}: verdicts are lost with its retention; set it to"
                + " compact",
            topic,
            policy.get());
      }
    }
  }

  private void create(String topic) throws InterruptedException {
    NewTopic defaults = new NewTopic(topic, Optional.empty(), Optional.empty());
    if (BrokerRules.compactedTopics(config).contains(topic)) {
      defaults.configs(
          Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }
    try {
      admin.createTopics(List.of(defaults)).all().get();
      LOG.info("Created topic {} with the brokers' defaults", topic);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException(
            "topic " + topic + " cannot be created: " + e.getCause().getMessage(), e.getCause());
      }
    }
  }

  private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    }
  }
}
