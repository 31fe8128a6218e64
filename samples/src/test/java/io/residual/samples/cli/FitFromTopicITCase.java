package io.residual.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.model.encode.EncoderFitter;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import io.residual.samples.broker.EmbeddedBroker;
import io.residual.trainer.data.RowCursor;
import io.residual.trainer.kafka.KafkaUnavailableException;
import io.residual.trainer.kafka.TopicRange;
import io.residual.trainer.kafka.TopicRows;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Training rows from a real broker. */
class FitFromTopicITCase {

  private static final RecordSchema SCHEMA =
      RecordSchema.of(List.of(FieldSpec.of("x", new FieldType.Numeric(Scaling.STANDARD))));

  private static final long T0 = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private static EmbeddedBroker broker;

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static Map<String, Object> settings() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(settings());
    all.putAll(more);
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** One record a minute, {@code {"x":i}}, dealt to the partitions in turn. */
  private static void fill(String topic, int partitions, int count) throws Exception {
    broker.createTopic(topic, partitions);
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      for (int i = 0; i < count; i++) {
        send(producer, record(topic, i % partitions, i, "{\"x\":" + i + "}"));
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, int partition, int minute, String value) {
    return new ProducerRecord<>(
        topic,
        partition,
        T0 + minute * 60_000L,
        null,
        value == null ? null : value.getBytes(UTF_8));
  }

  /** Whether it arrived is told by reading. */
  private static void send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    var unused = producer.send(record);
  }

  private static List<Integer> values(TopicRange range) throws Exception {
    try (TopicRows rows = TopicRows.read(settings(), range, Duration.ofSeconds(20))) {
      List<Integer> first = pass(rows);
      assertThat(pass(rows)).isEqualTo(first);
      return first;
    }
  }

  private static List<Integer> pass(TopicRows rows) throws Exception {
    List<Integer> values = new ArrayList<>();
    try (RowCursor row = rows.open(SCHEMA)) {
      while (row.next()) {
        values.add(Integer.valueOf(row.cell("x").orElse("-1")));
      }
    }
    return values;
  }

  private static TopicRange range(
      String topic, Long offset, Integer fromMinute, Integer toMinute, Long max) {
    return new TopicRange(
        topic,
        offset == null ? OptionalLong.empty() : OptionalLong.of(offset),
        Optional.ofNullable(fromMinute).map(m -> Instant.ofEpochMilli(T0 + m * 60_000L)),
        Optional.ofNullable(toMinute).map(m -> Instant.ofEpochMilli(T0 + m * 60_000L)),
        max == null ? OptionalLong.empty() : OptionalLong.of(max));
  }

  @Test
  void readsPartitionByPartitionInOrderOfOffset() throws Exception {
    fill("whole", 2, 7);
    assertThat(values(TopicRange.all("whole"))).containsExactly(0, 2, 4, 6, 1, 3, 5);
  }

  @Test
  void takesOffsetsTimesAndTheLastRecords() throws Exception {
    fill("ranges", 2, 20);
    assertThat(values(range("ranges", 8L, null, null, null))).containsExactly(16, 18, 17, 19);
    assertThat(values(range("ranges", null, 5, 9, null))).containsExactly(6, 8, 5, 7);
    assertThat(values(range("ranges", null, 15, null, null))).containsExactly(16, 18, 15, 17, 19);
    assertThat(values(range("ranges", null, null, 3, null))).containsExactly(0, 2, 1);
    assertThat(values(range("ranges", null, null, null, 4L))).containsExactly(16, 18, 17, 19);
    assertThat(values(range("ranges", null, null, 10, 3L))).hasSize(3).contains(8, 9);
  }

  @Test
  void leavesOutAbortedAndUnfinishedTransactions() throws Exception {
    broker.createTopic("transactions", 1);
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("transactional.id", "t", "transaction.timeout.ms", 60_000))) {
      producer.initTransactions();
      for (int i = 0; i < 4; i++) {
        producer.beginTransaction();
        send(producer, record("transactions", 0, i, "{\"x\":" + i + "}"));
        if (i % 2 == 0) {
          producer.commitTransaction();
        } else {
          producer.flush();
          producer.abortTransaction();
        }
      }
      producer.beginTransaction();
      send(producer, record("transactions", 0, 9, "{\"x\":9}"));
      producer.flush();
      assertThat(values(TopicRange.all("transactions"))).containsExactly(0, 2);
      producer.abortTransaction();
    }
  }

  @Test
  void startsAtWhatTheBrokerHasLeft() throws Exception {
    fill("expired", 1, 10);
    try (Admin admin = Admin.create(settings())) {
      admin
          .deleteRecords(Map.of(new TopicPartition("expired", 0), RecordsToDelete.beforeOffset(6)))
          .all()
          .get();
    }
    assertThat(values(range("expired", 0L, null, null, null))).containsExactly(6, 7, 8, 9);
    try (Admin admin = Admin.create(settings())) {
      admin
          .deleteRecords(Map.of(new TopicPartition("expired", 0), RecordsToDelete.beforeOffset(10)))
          .all()
          .get();
    }
    assertThatThrownBy(() -> values(TopicRange.all("expired")))
        .isInstanceOf(KafkaUnavailableException.class)
        .hasMessageContaining("topic 'expired' has no committed records in the range")
        .hasMessageContaining("partition 0: offsets 10 to 10");
  }

  @Test
  void tombstonesAndBrokenRecordsAreBadRows() throws Exception {
    broker.createTopic("broken", 1);
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      send(producer, record("broken", 0, 0, null));
      send(producer, record("broken", 0, 1, "{\"x\":"));
      send(producer, record("broken", 0, 2, "{\"x\":2}"));
    }
    try (TopicRows rows =
            TopicRows.read(settings(), TopicRange.all("broken"), Duration.ofSeconds(20));
        RowCursor row = rows.open(SCHEMA)) {
      assertThat(row.next()).isTrue();
      assertThatThrownBy(() -> row.read(new EncoderFitter(SCHEMA)))
          .isInstanceOf(InvalidRecordException.class)
          .hasMessageContaining("the value is null");
      assertThat(row.place()).isEqualTo("partition 0 offset 0");
      assertThat(row.next()).isTrue();
      assertThatThrownBy(() -> row.read(new EncoderFitter(SCHEMA)))
          .isInstanceOf(InvalidRecordException.class);
      assertThat(row.next()).isTrue();
      assertThat(row.read(new EncoderFitter(SCHEMA)).eventTimeMillis()).hasValue(T0 + 120_000);
      assertThat(row.next()).isFalse();
    }
  }

  @Test
  void fitsAModelAndCountsWhatItSkipped() throws Exception {
    broker.createTopic("telemetry", 2);
    Random random = new Random(1);
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      for (int i = 0; i < 400; i++) {
        double a = random.nextGaussian();
        String json = "{\"a\":" + a + ",\"b\":" + -3 * a + ",\"bad\":" + (i % 40 == 0) + "}";
        send(producer, record("telemetry", i % 2, i, i % 50 == 7 ? "{}" : json));
      }
    }
    Path pipeline =
        Files.writeString(
            directory.resolve("pipeline.yaml"),
            """
            model: {name: topic}
            schema:
              fields: [{name: a, type: numeric}, {name: b, type: numeric}]
            training: {epochs: 3, validation: {split: last}}
            """);
    Path bundle = directory.resolve("model.residual");
    assertThat(
            run(
                "fit --topic telemetry --label bad --json - -p "
                    + pipeline
                    + " -o "
                    + bundle
                    + " --brokers "
                    + broker.bootstrapServers()))
        .as(err::toString)
        .isZero();
    JsonNode rows = new JsonMapper().readTree(out.toString()).path("rows");
    assertThat(rows.path("total").asInt()).isEqualTo(400);
    assertThat(rows.path("anomalies").asInt()).isEqualTo(10);
    assertThat(rows.path("bad").asInt()).isEqualTo(8);
    assertThat(rows.path("training").asInt() + rows.path("validation").asInt()).isEqualTo(382);
    assertThat(rows.path("badExamples").get(0).asText())
        .startsWith("topic telemetry partition 1 offset 3: field 'a'");
    assertThat(bundle).isNotEmptyFile();
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    Path pipeline =
        Files.writeString(
            directory.resolve("pipeline.yaml"),
            "{model: {name: t}, schema: {fields: [{name: x, type: numeric}]}}");
    String fit = "fit -p " + pipeline + " -o " + directory.resolve("m.residual");
    String brokers = " --brokers " + broker.bootstrapServers();
    assertThat(run(fit + " --topic nowhere" + brokers)).isEqualTo(1);
    assertThat(err.toString()).contains("topic 'nowhere' does not exist; check --topic");
    assertThat(run(fit + " --topic t --brokers 127.0.0.1:1 --timeout 2s")).isEqualTo(1);
    assertThat(err.toString()).contains("no Kafka broker answered at 127.0.0.1:1 within 2 s");
    assertThat(run(fit)).isEqualTo(2);
    assertThat(err.toString()).contains("give rows: --input or --topic");
    assertThat(run(fit + " --input rows.csv --topic t")).isEqualTo(2);
    assertThat(err.toString()).contains("--input or --topic, not both");
    assertThat(run(fit + " --input rows.csv --from-offset 3")).isEqualTo(2);
    assertThat(err.toString()).contains("--from-offset is for --topic");
    assertThat(run(fit + " --topic t --from-time yesterday" + brokers)).isEqualTo(2);
    assertThat(err.toString()).contains("'yesterday' is no time");
    assertThat(run(fit + " --topic t --from-offset 1 --from-time 2026-01-01T00:00:00Z" + brokers))
        .isEqualTo(2);
    assertThat(err.toString()).contains("either a first offset or a first time");
    assertThat(run(fit + " --topic t --max-records 0" + brokers)).isEqualTo(2);
  }

  private int run(String line) {
    CommandLine command = ResidualCli.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(line.split(" ", -1));
  }
}
