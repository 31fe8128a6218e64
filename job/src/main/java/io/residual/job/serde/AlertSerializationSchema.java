package io.residual.job.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.job.message.AlertMessage;
import io.residual.model.alert.AlertSchema;
import java.net.URLEncoder;
import java.time.Instant;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Writes alerts: the entity as key, the JSON as value, and the attributes of CloudEvents 1.0 as
 * headers (Kafka protocol binding, binary mode), so that readers can route without parsing.
 *
 * <p>The Kafka timestamp is left to the producer: brokers refuse timestamps far from the present,
 * and an event time may be anything.
 */
public final class AlertSerializationSchema
    implements KafkaRecordSerializationSchema<AlertMessage> {

  private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

  private final String topic;
  private final String source;

  /** A schema for alerts of the given model. */
  public AlertSerializationSchema(String topic, String modelName) {
    this.topic = topic;
    this.source = "/residual/" + URLEncoder.encode(modelName, UTF_8);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      AlertMessage alert, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, alert.entity().getBytes(UTF_8), alert.json());
    Headers headers = record.headers();
    add(headers, "content-type", "application/json");
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_type", "io.residual.alert." + alert.kind());
    add(headers, "ce_source", source);
    add(headers, "ce_id", alert.id());
    add(headers, "ce_dataschema", AlertSchema.ID);
    Instant time = Instant.ofEpochMilli(alert.eventTimeMillis());
    // The attribute is optional, and RFC 3339 knows years of four digits only.
    if (!time.isBefore(YEAR_0) && time.isBefore(YEAR_10000)) {
      add(headers, "ce_time", time.toString());
    }
    return record;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
