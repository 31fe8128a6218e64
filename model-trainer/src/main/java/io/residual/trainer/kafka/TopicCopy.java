package io.residual.trainer.kafka;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Copies a range of a topic to a file: committed records only, partition by partition, in order of
 * offset. A file, because a trainer passes over its rows more than once, and meanwhile a broker may
 * compact them or drop the oldest.
 */
final class TopicCopy {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int BUFFER = 1 << 16;

  /** The length that stands for a null value. */
  static final int TOMBSTONE = -1;

  private final TopicRange range;
  private final Duration timeout;
  private long records;

  private TopicCopy(TopicRange range, Duration timeout) {
    this.range = range;
    this.timeout = timeout;
  }

  /**
   * Copies the range and returns the number of records.
   *
   * @param timeout for the first answer, and for each further record
   * @throws KafkaUnavailableException if no broker answers, the topic is absent, or records vanish
   *     or do not come
   */
  static long to(Path file, Map<String, Object> settings, TopicRange range, Duration timeout)
      throws IOException {
    try (ClusterCheck check = new ClusterCheck(settings, timeout)) {
      if (!check.hasTopic(range.topic())) {
        throw new KafkaUnavailableException(
            "topic '" + range.topic() + "' does not exist; check --topic and --brokers");
      }
    }
    TopicCopy copy = new TopicCopy(range, timeout);
    try (Consumer<byte[], byte[]> consumer = consumer(settings, timeout);
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
      List<PartitionSpan> spans = PartitionSpan.of(consumer, range);
      for (PartitionSpan span : spans) {
        copy.partition(consumer, span, out);
      }
      copy.requireRecords(spans);
    } catch (InterruptException e) {
      throw new KafkaUnavailableException("interrupted while reading " + range.topic(), e);
    } catch (KafkaException e) {
      throw new KafkaUnavailableException(
          "topic '" + range.topic() + "' cannot be read: " + e.getMessage(), e);
    }
    return copy.records;
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings, Duration timeout) {
    Map<String, Object> all = new HashMap<>();
    all.put(ConsumerConfig.CLIENT_ID_CONFIG, "residual-fit");
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
    all.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
    all.putAll(settings);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * One partition. The position, not a record, tells the end: the last offsets may be those of
   * aborted records, transaction markers or compacted records, which are never handed out.
   */
  private void partition(
      Consumer<byte[], byte[]> consumer, PartitionSpan span, DataOutputStream out)
      throws IOException {
    TopicPartition partition = span.partition();
    consumer.assign(List.of(partition));
    consumer.seek(partition, span.start());
    long position = span.start();
    long lastProgress = System.nanoTime();
    while (position < span.end()) {
      for (ConsumerRecord<byte[], byte[]> record : poll(consumer, partition)) {
        if (record.offset() < span.end() && range.contains(record.timestamp())) {
          write(record, out);
        }
      }
      long next = consumer.position(partition);
      if (next > position) {
        position = next;
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > timeout.toNanos()) {
        throw new KafkaUnavailableException(
            String.format(
                "no records came from %s for %d s, at offset %d of %d; is the broker still there?",
                partition, timeout.toSeconds(), position, span.end()));
      }
    }
  }

  private static Iterable<ConsumerRecord<byte[], byte[]>> poll(
      Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    try {
      return consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      throw new KafkaUnavailableException(
          "the broker has dropped records of "
              + partition
              + " while they were read; start later (--from-offset, --from-time) or let the topic"
              + " keep its records longer (retention.ms)",
          e);
    }
  }

  private void write(ConsumerRecord<byte[], byte[]> record, DataOutputStream out)
      throws IOException {
    out.writeInt(record.partition());
    out.writeLong(record.offset());
    out.writeLong(record.timestamp());
    out.writeInt(record.value() == null ? TOMBSTONE : record.value().length);
    if (record.value() != null) {
      out.write(record.value());
    }
    records++;
  }

  private void requireRecords(List<PartitionSpan> spans) {
    if (records == 0) {
      StringBuilder looked = new StringBuilder();
      for (PartitionSpan span : spans) {
        looked.append(
            String.format(
                "%n  partition %d: offsets %d to %d",
                span.partition().partition(), span.start(), span.end()));
      }
      throw new KafkaUnavailableException(
          "topic '"
              + range.topic()
              + "' has no committed records in the range asked for:"
              + looked);
    }
  }
}
