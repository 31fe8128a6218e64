package io.residual.trainer.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks a cluster whether it is there and has a topic, so that a command fails at once and with a
 * reason. Clients left to themselves try for minutes and log warnings.
 */
public final class ClusterCheck implements AutoCloseable {

  private final Admin admin;
  private final String brokers;
  private final Duration timeout;

  public ClusterCheck(Map<String, Object> clientSettings, Duration timeout) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    int millis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    this.brokers = String.valueOf(settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    this.timeout = timeout;
    try {
      this.admin = Admin.create(settings);
    } catch (KafkaException e) {
      throw new KafkaUnavailableException(
          "the Kafka client settings are not usable: " + rootMessage(e), e);
    }
  }

  /**
   * Whether the topic exists.
   *
   * @throws KafkaUnavailableException if no broker answers in time, or refuses to say
   */
  public boolean hasTopic(String topic) {
    try {
      await(admin.describeTopics(List.of(topic)).allTopicNames());
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw unavailable(e.getCause());
    }
  }

  /**
   * Makes sure that the topic exists.
   *
   * @param remedy what to do if it does not
   * @throws KafkaUnavailableException if it does not, or as {@link #hasTopic} does
   */
  public void requireTopic(String topic, String remedy) {
    if (!hasTopic(topic)) {
      throw new KafkaUnavailableException(
          "topic '%s' does not exist at %s; %s".formatted(topic, brokers, remedy));
    }
  }

  /**
   * Creates a topic with the cluster's own number of replicas, unless it exists.
   *
   * @param partitions number of partitions
   */
  public void createTopic(String topic, int partitions) {
    try {
      await(
          admin
              .createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
              .all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw unavailable(e.getCause());
      }
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private <T> T await(KafkaFuture<T> answer) throws ExecutionException {
    try {
      return answer.get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailableException("interrupted while waiting for " + brokers, e);
    }
  }

  private KafkaUnavailableException unavailable(Throwable cause) {
    boolean silent =
        cause instanceof TimeoutException
            || cause instanceof org.apache.kafka.common.errors.TimeoutException;
    return new KafkaUnavailableException(
        silent
            ? "no Kafka broker answered at %s within %d s; check --brokers, and --client-config if "
                    .formatted(brokers, timeout.toSeconds())
                + "the cluster wants TLS or a login"
            : "the Kafka cluster at " + brokers + " refused: " + rootMessage(cause),
        cause);
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
