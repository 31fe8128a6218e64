package io.residual.job.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.job.message.FeedbackStatus;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes what becomes of verdicts: the verdict's id as key, so that compaction keeps the last. */
public final class FeedbackStatusSerializationSchema
    implements KafkaRecordSerializationSchema<FeedbackStatus> {

  private final String topic;

  /** A schema that writes to the given topic. */
  public FeedbackStatusSerializationSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      FeedbackStatus status, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(topic, status.id().getBytes(UTF_8), status.json());
  }
}
