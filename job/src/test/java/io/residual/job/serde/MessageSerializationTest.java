package io.residual.job.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.residual.job.fixture.Records;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.DeadLetter;
import io.residual.job.message.DriftMessage;
import io.residual.job.message.MessageHeader;
import io.residual.job.message.ScoreMessage;
import io.residual.model.alert.AlertSchema;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSerializationTest {

  private static final int MAX_MESSAGE_BYTES = 64 << 10;

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
    return headers;
  }

  private static ProducerRecord<byte[], byte[]> write(
      byte[] key, byte[] value, String message, MessageHeader... headers) {
    DeadLetter letter =
        new DeadLetter(
            Records.origin(17), key, value, List.of(headers), "not-json", message, "decode");
    return new DeadLetterSerializationSchema("dead", MAX_MESSAGE_BYTES)
        .serialize(letter, null, null);
  }

  private static int size(ProducerRecord<byte[], byte[]> record) {
    int size = record.key().length + record.value().length;
    for (var header : record.headers()) {
      size += header.key().getBytes(UTF_8).length + header.value().length;
    }
    return size;
  }

  @Test
  void anAlertCarriesItsEntityAsKeyAndCloudEventsHeaders() {
    ProducerRecord<byte[], byte[]> record =
        new AlertSerializationSchema("alerts", "big presses")
            .serialize(
                new AlertMessage("telemetry-3-17", "anomaly", "press-ü", 5000, new byte[] {1}),
                null,
                123L);

    assertThat(record.topic()).isEqualTo("alerts");
    assertThat(record.key()).isEqualTo("press-ü".getBytes(UTF_8));
    assertThat(record.value()).containsExactly(1);
    assertThat(record.timestamp()).as("left to the producer").isNull();
    assertThat(headers(record))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "content-type", "application/json",
                "ce_specversion", "1.0",
                "ce_type", "io.residual.alert.anomaly",
                "ce_source", "/residual/big+presses",
                "ce_id", "telemetry-3-17",
                "ce_dataschema", "urn:residual:alert:1",
                "ce_time", "1970-01-01T00:00:05Z"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_767_225_600_123L, -62_135_596_800_001L, 253_402_300_799_999L})
  void anAlertIsACloudEventToItsSdk(long eventTimeMillis) {
    CloudEvent event = cloudEvent(eventTimeMillis);

    assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
    assertThat(event.getId()).isEqualTo("telemetry-3-17");
    assertThat(event.getType()).isEqualTo("io.residual.alert.incident-closed");
    assertThat(event.getSource()).isEqualTo(URI.create("/residual/gro%C3%9Fe+presses"));
    assertThat(event.getDataContentType()).isEqualTo("application/json");
    assertThat(event.getDataSchema()).isEqualTo(URI.create(AlertSchema.ID));
    assertThat(event.getTime().toInstant()).isEqualTo(Instant.ofEpochMilli(eventTimeMillis));
    assertThat(event.getData().toBytes()).isEqualTo("{}".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -99_999_999_999_999L, 253_402_300_800_000L, Long.MAX_VALUE})
  void aTimeThatNoCloudEventCanCarryIsLeftToTheAlertItself(long eventTimeMillis) {
    assertThat(cloudEvent(eventTimeMillis).getTime()).isNull();
  }

  private static CloudEvent cloudEvent(long eventTimeMillis) {
    ProducerRecord<byte[], byte[]> record =
        new AlertSerializationSchema("alerts", "große presses")
            .serialize(
                new AlertMessage(
                    "telemetry-3-17",
                    "incident-closed",
                    "press-1",
                    eventTimeMillis,
                    "{}".getBytes(UTF_8)),
                null,
                null);
    return KafkaMessageFactory.createReader(record.headers(), record.value()).toEvent();
  }

  @Test
  void theSchemasIdIsThatOfItsText() throws IOException {
    assertThat(new ObjectMapper().readTree(AlertSchema.text()).get("$id").asText())
        .isEqualTo(AlertSchema.ID);
  }

  @Test
  void newsOfDriftCarryTheModelAsKeyAndCloudEventsHeaders() {
    ProducerRecord<byte[], byte[]> record =
        new DriftSerializationSchema("drifts")
            .serialize(
                new DriftMessage("1f2e-0-9", "retraining-due", "big presses", 5000, new byte[] {1}),
                null,
                123L);

    assertThat(record.topic()).isEqualTo("drifts");
    assertThat(record.key()).isEqualTo("big presses".getBytes(UTF_8));
    assertThat(record.value()).containsExactly(1);
    assertThat(headers(record))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "content-type", "application/json",
                "ce_specversion", "1.0",
                "ce_type", "io.residual.drift.retraining-due",
                "ce_source", "/residual/big+presses",
                "ce_id", "1f2e-0-9",
                "ce_time", "1970-01-01T00:00:05Z"));
  }

  @Test
  void aScoreIsCompactJson() {
    ScoreSerializationSchema schema = new ScoreSerializationSchema("scores");
    ProducerRecord<byte[], byte[]> record =
        schema.serialize(
            new ScoreMessage("telemetry-3-17", "a\"b", 5000, 0.5, 2, "alert", "00ff"), null, null);

    assertThat(new String(record.value(), UTF_8))
        .isEqualTo(
            "{\"id\":\"telemetry-3-17\",\"entity\":\"a\\\"b\","
                + "\"eventTime\":\"1970-01-01T00:00:05Z\",\"error\":0.5,\"threshold\":2.0,"
                + "\"outcome\":\"alert\",\"incident\":\"00ff\"}");
    assertThat(record.key()).isEqualTo("a\"b".getBytes(UTF_8));
  }

  @Test
  void anErrorThatIsNoNumberIsNullInJson() {
    ScoreSerializationSchema schema = new ScoreSerializationSchema("scores");

    assertThat(
            new String(
                schema
                    .serialize(
                        new ScoreMessage("i", "e", 0, Double.NaN, 2, "normal", null), null, null)
                    .value(),
                UTF_8))
        .contains("\"error\":null");
  }

  @Test
  void aDeadLetterIsTheRecordByteForByteWithItsOrigin() {
    byte[] value = {(byte) 0xff, 0, 7};
    ProducerRecord<byte[], byte[]> record = write(new byte[] {9}, value, "what: ü");

    assertThat(record.key()).containsExactly(9);
    assertThat(record.value()).isEqualTo(value);
    assertThat(headers(record))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "residual.reason", "not-json",
                "residual.message", "what: ü",
                "residual.stage", "decode",
                "residual.topic", "telemetry",
                "residual.partition", "3",
                "residual.offset", "17",
                "residual.timestamp", "1000017"));
  }

  @Test
  void aDeadLetterKeepsTheHeadersOfTheRecordInTheirOrder() {
    ProducerRecord<byte[], byte[]> record =
        write(
            null,
            new byte[] {7},
            "what",
            new MessageHeader("trace", new byte[] {1, 2}),
            new MessageHeader("trace", new byte[] {3}),
            new MessageHeader("empty", null),
            new MessageHeader("residual.reason", "of an earlier time".getBytes(UTF_8)));

    assertThat(record.headers().headers("trace"))
        .extracting(header -> header.value())
        .containsExactly(new byte[] {1, 2}, new byte[] {3});
    assertThat(record.headers().lastHeader("empty").value()).isNull();
    assertThat(record.headers().headers("residual.reason"))
        .extracting(header -> new String(header.value(), UTF_8))
        .containsExactly("not-json");
  }

  @Test
  void largeHeadersTakeRoomFromTheValueAndTooLargeOnesAreCounted() {
    byte[] value = new byte[MAX_MESSAGE_BYTES];
    MessageHeader large = new MessageHeader("ü".repeat(50), new byte[12_000]);

    ProducerRecord<byte[], byte[]> with = write(new byte[1], value, "what", large);
    assertThat(with.headers().lastHeader(large.name()).value()).hasSize(12_000);
    assertThat(size(with)).isBetween(MAX_MESSAGE_BYTES / 2, MAX_MESSAGE_BYTES);

    ProducerRecord<byte[], byte[]> without = write(new byte[1], value, "what", large, large);
    assertThat(without.headers().lastHeader(large.name())).isNull();
    assertThat(headers(without)).containsEntry("residual.headers-left-out", "2");
    assertThat(size(without)).isBetween(MAX_MESSAGE_BYTES / 2, MAX_MESSAGE_BYTES);
  }

  @Test
  void aTombstoneStaysATombstone() {
    ProducerRecord<byte[], byte[]> record = write(null, null, "null");

    assertThat(record.key()).isNull();
    assertThat(record.value()).isNull();
  }

  @Test
  void aRecordBeyondTheLimitIsCutAndSaysSo() {
    byte[] value = new byte[10 << 20];
    Arrays.fill(value, (byte) 'x');

    ProducerRecord<byte[], byte[]> record = write(new byte[1 << 20], value, "y".repeat(1 << 20));

    assertThat(size(record)).isBetween(MAX_MESSAGE_BYTES / 2, MAX_MESSAGE_BYTES);
    assertThat(record.value()).containsOnly('x');
    assertThat(headers(record))
        .containsEntry("residual.truncated", "true")
        .containsEntry("residual.size", Integer.toString(10 << 20))
        .containsEntry("residual.key-size", Integer.toString(1 << 20));
  }
}
