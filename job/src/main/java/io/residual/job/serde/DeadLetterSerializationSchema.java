package io.residual.job.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.job.message.DeadLetter;
import io.residual.job.message.MessageHeader;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Writes dead letters: key, value and headers byte for byte as they were received, and in further
 * headers why and where the record was refused.
 *
 * <p>Headers of a dead letter that was sent through the job again, {@code residual.*}, give way to
 * new ones. Headers that together take more than a quarter of the limit are left out, and counted
 * in {@code residual.headers-left-out}.
 *
 * <p>A record that is too large for the topic is cut: first its key, to a quarter of the limit,
 * then its value; {@code residual.truncated} then is true and {@code residual.size} the value's
 * full size, {@code residual.key-size} the key's. A cut record is better than none: origin and
 * offset tell where to find the whole one.
 */
public final class DeadLetterSerializationSchema
    implements KafkaRecordSerializationSchema<DeadLetter> {

  /** Of the names of our own headers. */
  private static final String PREFIX = "residual.";

  /** What our own headers may take at most: the message, cut, is the only long one. */
  static final int HEADER_ALLOWANCE = 8 << 10;

  /** Longer messages quote the record at length, which is at hand anyway. */
  private static final int MAX_MESSAGE_LENGTH = 1000;

  private final String topic;
  private final int maxBytes;

  /**
   * A schema that writes to the given topic.
   *
   * @param maxMessageBytes key, value and headers together
   */
  public DeadLetterSerializationSchema(String topic, int maxMessageBytes) {
    this.topic = topic;
    this.maxBytes = maxMessageBytes - HEADER_ALLOWANCE;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    byte[] key = letter.key();
    byte[] value = letter.value();
    List<MessageHeader> received =
        letter.headers().stream().filter(header -> !header.name().startsWith(PREFIX)).toList();
    long headerBytes = received.stream().mapToLong(DeadLetterSerializationSchema::length).sum();
    boolean carried = headerBytes <= maxBytes / 4;
    int room = maxBytes - (carried ? (int) headerBytes : 0);
    boolean truncated = length(key) + (long) length(value) > room;
    if (truncated) {
      key = cut(key, room / 4);
      value = cut(value, room - length(key));
    }
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
    Headers headers = record.headers();
    if (carried) {
      received.forEach(header -> headers.add(header.name(), header.value()));
    } else {
      add(headers, "headers-left-out", Integer.toString(received.size()));
    }
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

  /** The name counts as at most three bytes a character, and both lengths as five each. */
  private static long length(MessageHeader header) {
    return 3L * header.name().length() + length(header.value()) + 10;
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
    headers.add(PREFIX + name, value.getBytes(UTF_8));
  }
}
