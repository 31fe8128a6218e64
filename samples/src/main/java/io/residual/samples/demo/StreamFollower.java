package io.residual.samples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.residual.samples.producer.RecordHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all topics of a run from their beginning, as any consumer of theirs would, into a tally.
 *
 * <p>Labels come from the headers of the input records; the job never sees them, because it scores
 * values only.
 */
final class StreamFollower implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final String INCIDENT_CLOSED = "incident-closed";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Topics topics;
  private final Tally tally;
  private final Consumer<byte[]> alerts;
  private final Thread thread;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * Begins to read.
   *
   * @param alerts receives every alert's JSON, on the reading thread
   */
  StreamFollower(String brokers, Topics topics, Tally tally, Consumer<byte[]> alerts) {
    this.topics = topics;
    this.tally = tally;
    this.alerts = alerts;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                16 << 20,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                64 << 20),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    Collection<TopicPartition> partitions =
        topics.all().stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = new Thread(this::follow, "stream-follower");
    thread.setDaemon(true);
    thread.start();
  }

  /** Throws what stopped the reading, if anything did. */
  void check() {
    RuntimeException stopped = failure.get();
    if (stopped != null) {
      throw new IllegalStateException("reading the topics failed: " + stopped, stopped);
    }
  }

  private void follow() {
    try {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record);
        }
      }
    } catch (WakeupException e) {
      // The way out that close() takes.
    } catch (RuntimeException e) {
      failure.set(e);
    } finally {
      consumer.close();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(topics.input())) {
      tally.sent(
          id(record.topic(), record.partition(), record.offset()),
          RecordHeaders.read(record.headers()));
    } else if (record.topic().equals(topics.deadLetters())) {
      tally.deadLettered(
          id(
              header(record, "residual.topic"),
              Integer.parseInt(header(record, "residual.partition")),
              Long.parseLong(header(record, "residual.offset"))));
    } else {
      JsonNode json = parse(record.value());
      String id = json.get("id").asText();
      if (record.topic().equals(topics.alerts())) {
        if (!json.path("kind").asText().equals(INCIDENT_CLOSED)) {
          tally.alerted(id);
        }
        alerts.accept(record.value());
      } else {
        tally.scored(id, Score.of(json));
      }
    }
  }

  private static String id(String topic, int partition, long offset) {
    return topic + "-" + partition + "-" + offset;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null) {
      throw new IllegalStateException(
          "dead letter " + record.offset() + " carries no header " + name);
    }
    return new String(header.value(), UTF_8);
  }

  private static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("the job wrote what is no JSON", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
