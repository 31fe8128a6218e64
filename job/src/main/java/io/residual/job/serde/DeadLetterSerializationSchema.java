package io.residual.job.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.job.message.DeadLetter;
import java.util.Arrays;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Writes dead letters: key and value byte for byte as they were received, and in headers why and
 * where the record was refused.
 *
 * <p>A record that is too large for the topic is cut: first its key, to a quarter of the limit,
 * then its value; {@code residual.truncated} then is true and {@code residual.size} the value's
 * full size, {@code residual.key-size} the key's. A cut record is better than none: origin and
 * offset tell where to find the whole one.
 */
public final class DeadLetterSerializationSchema
    implements KafkaRecordSerializationSchema<DeadLetter> {

  /** What the headers may take at most: the message, cut, is the only long one. */
  static final int HEADER_ALLOWANCE = 8 << 10;

  /** Longer messages quote the record at length, which is at hand anyway. */
  private static final int MAX_MESSAGE_LENGTH = 1000;

  private final String topic;
  private final int maxKeyAndValueBytes;

  /**
   * A schema that writes to the given topic.
   *
   * @param maxMessageBytes key, value and headers together
   */
  public DeadLetterSerializationSchema(String topic, int maxMessageBytes) {
    this.topic = topic;
    this.maxKeyAndValueBytes = maxMessageBytes - HEADER_ALLOWANCE;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    byte[] key = letter.key();
    byte[] value = letter.value();
    boolean truncated = length(key) + (long) length(value) > maxKeyAndValueBytes;
    if (truncated) {
      key = cut(key, maxKeyAndValueBytes / 4);
      value = cut(value, maxKeyAndValueBytes - length(key));
    }
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
    Headers headers = record.headers();
    add(headers, "reason", letter.reason());
    add(headers, "message", shortened(letter.message()));
    add(headers, "stage", letter.stage());
    add(headers, "topic", letter.origin().topic());
    add(headers, "partition", Integer.toString(letter.origin().partition()));
    add(headers, "offset", Long.toString(letter.origin().offset()));
    add(headers, "timestamp", Long.toString(letter.origin().timestampMillis()));
    if (truncated) {
      add(headers, "truncated", "true");
      add(headers, "size", Integer.toString(length(letter.value())));
      add(headers, "key-size", Integer.toString(length(letter.key())));
    }
    return record;
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static byte[] cut(byte[] bytes, int length) {
    return bytes == null || bytes.length <= length ? bytes : Arrays.copyOf(bytes, length);
  }

  private static String shortened(String message) {
    return message.length() <= MAX_MESSAGE_LENGTH
        ? message
        : message.substring(0, MAX_MESSAGE_LENGTH) + "…";
  }

  private static void add(Headers headers, String name, String value) {
    headers.add("residual." + name, value.getBytes(UTF_8));
  }
}
