package io.residual.job.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.residual.job.message.ScoreMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes scores: the entity as key, and as value JSON with {@code id}, {@code entity}, {@code
 * eventTime}, {@code error} (null if it is not finite: JSON knows no NaN), {@code threshold},
 * {@code outcome} and, if the record belongs to one, {@code incident}.
 */
public final class ScoreSerializationSchema
    implements KafkaRecordSerializationSchema<ScoreMessage> {

  private static final JsonFactory JSON = new JsonFactory();

  /** Most scores fit without the buffer growing. */
  private static final int TYPICAL_BYTES = 192;

  private final String topic;

  /** A schema that writes to the given topic. */
  public ScoreSerializationSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      ScoreMessage score, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(topic, score.entity().getBytes(UTF_8), json(score));
  }

  private static byte[] json(ScoreMessage score) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("id", score.id());
      json.writeStringField("entity", score.entity());
      json.writeStringField("eventTime", Instant.ofEpochMilli(score.eventTimeMillis()).toString());
      if (Double.isFinite(score.error())) {
        json.writeNumberField("error", score.error());
      } else {
        json.writeNullField("error");
      }
      json.writeNumberField("threshold", score.threshold());
      json.writeStringField("outcome", score.outcome());
      if (score.incident() != null) {
        json.writeStringField("incident", score.incident());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("score " + score.id() + " cannot be written", e);
    }
    return bytes.toByteArray();
  }
}
