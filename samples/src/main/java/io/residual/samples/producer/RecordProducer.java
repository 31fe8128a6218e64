package io.residual.samples.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.samples.dataset.LabelledRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records to one topic, without loss or duplicates as far as a single producer can:
 * idempotent and acknowledged by all replicas. Labels travel as headers, see {@link RecordHeaders}.
 *
 * <p>Every record ends up counted as sent or as failed. The first failure is reported when it
 * happens; a refused record does not stop the others.
 *
 * <p>Record timestamps are the time of sending, not the event time: simulated events can be older
 * than the topic's retention, and Kafka would delete them.
 */
public final class RecordProducer implements RecordSink {

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final Consumer<String> failures;
  private final LongAdder sent = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private boolean reported;
  private volatile boolean lost;

  /**
   * Connects in the background; a missing broker shows at the first record.
   *
   * @param clientSettings any Kafka producer settings; they win over this class's own, except for
   *     the serializers
   * @param failures receives the first failure's description
   */
  public RecordProducer(Map<String, ?> clientSettings, String topic, Consumer<String> failures) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "residual-produce");
    settings.putAll(clientSettings);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
    this.failures = failures;
  }

  @Override
  public void send(LabelledRecord record) {
    byte[] key = record.key() == null ? null : record.key().getBytes(UTF_8);
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(
            topic, null, null, key, record.json(), RecordHeaders.of(record.label()));
    try {
      // The callback counts the outcome; the future would say the same.
      var unused = producer.send(message, this::completed);
    } catch (KafkaException e) {
      completed(null, e);
    }
  }

  /**
   * Whether the cluster can still be expected to take records: false once a record has run into a
   * timeout, because each further one would wait as long again.
   */
  @Override
  public boolean usable() {
    return !lost;
  }

  /** Waits until all records sent so far have arrived or failed. */
  public void flush() {
    producer.flush();
  }

  @Override
  public long sent() {
    return sent.sum();
  }

  @Override
  public long failed() {
    return failed.sum();
  }

  /** Waits for outstanding records; if the cluster is gone, counts them as failed at once. */
  @Override
  public void close() {
    producer.close(lost ? Duration.ZERO : Duration.ofMillis(Long.MAX_VALUE));
  }

  private synchronized void completed(RecordMetadata metadata, Exception failure) {
    if (failure == null) {
      sent.increment();
      return;
    }
    failed.increment();
    lost |= failure instanceof TimeoutException;
    if (!reported) {
      reported = true;
      failures.accept("a record was not accepted by topic " + topic + ": " + failure.getMessage());
    }
  }
}
