package io.residual.samples.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all partitions of an alert topic, committed transactions only, without a consumer group: it
 * looks on and leaves no trace. Not thread-safe.
 */
public final class AlertReader implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> endAtStart;

  private AlertReader(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> endAtStart) {
    this.consumer = consumer;
    this.endAtStart = endAtStart;
  }

  /**
   * Opens an existing topic.
   *
   * @param clientSettings any Kafka consumer settings
   * @param fromBeginning whether to read what is there already, or only what comes from now on
   * @throws IllegalStateException if the topic does not exist
   */
  public static AlertReader open(
      Map<String, ?> clientSettings, String topic, boolean fromBeginning) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "residual-alerts");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.putAll(clientSettings);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      List<PartitionInfo> infos = consumer.partitionsFor(topic);
      if (infos == null || infos.isEmpty()) {
        throw new IllegalStateException("topic '" + topic + "' does not exist");
      }
      List<TopicPartition> partitions =
          infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      if (fromBeginning) {
        consumer.seekToBeginning(partitions);
      } else {
        // At the end as it is now: seeking to the end would wait for the first poll.
        ends.forEach(consumer::seek);
      }
      return new AlertReader(consumer, ends);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** The next alerts, as they are in the topic; empty if none comes in time. */
  public List<byte[]> poll(Duration atMost) {
    List<byte[]> alerts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
      alerts.add(record.value() == null ? new byte[0] : record.value());
    }
    return alerts;
  }

  /** Whether everything that was in the topic when it was opened has been read. */
  public boolean reachedEnd() {
    return endAtStart.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
