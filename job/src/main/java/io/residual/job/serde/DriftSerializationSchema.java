package io.residual.job.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.job.message.DriftMessage;
import java.net.URLEncoder;
import java.time.Instant;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Writes news of drift: the model's name as key, the JSON as value, and the attributes of
 * CloudEvents 1.0 as headers, as alerts have them.
 */
public final class DriftSerializationSchema
    implements KafkaRecordSerializationSchema<DriftMessage> {

  private final String topic;

  /** A schema that writes to the given topic. */
  public DriftSerializationSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DriftMessage drift, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, drift.model().getBytes(UTF_8), drift.json());
    Headers headers = record.headers();
    add(headers, "content-type", "application/json");
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_type", "io.residual.drift." + drift.kind());
    add(headers, "ce_source", "/residual/" + URLEncoder.encode(drift.model(), UTF_8));
    add(headers, "ce_id", drift.id());
    add(headers, "ce_time", Instant.ofEpochMilli(drift.eventTimeMillis()).toString());
    return record;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
