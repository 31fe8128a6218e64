package io.residual.samples.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.trainer.kafka.KafkaUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of which the last message of every key counts. Reads committed messages only. */
final class KeyedTopic {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> clientSettings;
  private final String topic;
  private final Duration timeout;

  /** An existing topic. */
  KeyedTopic(Map<String, Object> clientSettings, String topic, Duration timeout) {
    this.clientSettings = clientSettings;
    this.topic = topic;
    this.timeout = timeout;
  }

  /** What the topic holds: the last message of every key that has not been taken back. */
  Map<String, ConsumerRecord<byte[], byte[]>> read() {
    Map<String, ConsumerRecord<byte[], byte[]>> last = new LinkedHashMap<>();
    scan(
        record -> {
          if (record.key() != null) {
            String key = new String(record.key(), UTF_8);
            last.remove(key);
            if (record.value() != null) {
              last.put(key, record);
            }
          }
          return false;
        });
    return last;
  }

  /** Goes through all messages that are there until one satisfies. */
  void scan(Predicate<ConsumerRecord<byte[], byte[]>> satisfied) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "residual-feedback");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.seekToBeginning(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (satisfied.test(record)) {
            return;
          }
        }
      }
    }
  }

  /**
   * Writes a message and waits until the brokers have it.
   *
   * @param value null to take back what the key stands for
   */
  void write(String key, byte[] value) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    int millis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "residual-feedback");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value))
          .get(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(e);
    } catch (ExecutionException e) {
      throw refused(e.getCause());
    } catch (TimeoutException e) {
      throw refused(e);
    }
  }

  private KafkaUnavailableException refused(Throwable cause) {
    return new KafkaUnavailableException(
        "topic '" + topic + "' did not take the verdict: " + cause.getMessage(), cause);
  }
}
