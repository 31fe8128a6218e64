package io.residual.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.samples.broker.EmbeddedBroker;
import io.residual.samples.dataset.Label;
import io.residual.samples.dataset.LabelledRecord;
import io.residual.samples.dataset.MachineTelemetry;
import io.residual.samples.dataset.TelemetrySettings;
import io.residual.samples.producer.RecordHeaders;
import io.residual.samples.producer.RecordProducer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProduceAndAlertsITCase {

  private static EmbeddedBroker broker;

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.builder().brokerProperty("message.max.bytes", "20000").start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void telemetryArrivesWithItsKeysAndLabels() {
    assertThat(
            run(
                "produce",
                "--source",
                "telemetry",
                "--topic",
                "telemetry",
                "--create-topic",
                "1",
                "--rate",
                "0",
                "--limit",
                "3000",
                "--seed",
                "3"))
        .as(err::toString)
        .isZero();
    assertThat(err.toString()).isEqualTo("3000 records sent, 0 failed\n");
    List<LabelledRecord> expected =
        MachineTelemetry.of(TelemetrySettings.defaults().withSeed(3).withLive(Duration.ofDays(1)))
            .live()
            .limit(3000)
            .toList();
    List<ConsumerRecord<String, String>> received = read("telemetry", 3000);
    assertThat(received)
        .extracting(ConsumerRecord::value)
        .isEqualTo(expected.stream().map(record -> new String(record.json(), UTF_8)).toList());
    assertThat(received)
        .extracting(ConsumerRecord::key)
        .isEqualTo(expected.stream().map(LabelledRecord::key).toList());
    assertThat(received)
        .extracting(record -> RecordHeaders.read(record.headers()))
        .isEqualTo(expected.stream().map(LabelledRecord::label).toList())
        .anyMatch(Label::isAnomaly);
  }

  @Test
  void fileArrivesWithoutItsLabelColumn() throws Exception {
    Path file = Files.writeString(directory.resolve("rows"), "id,x,bad\na,1,0\nb,2,1\n");
    assertThat(
            run(
                "produce",
                "--input",
                file.toString(),
                "--label",
                "bad",
                "--key",
                "id",
                "--topic",
                "rows",
                "--create-topic",
                "1",
                "--property",
                "linger.ms=0"))
        .as(err::toString)
        .isZero();
    List<ConsumerRecord<String, String>> received = read("rows", 2);
    assertThat(received)
        .extracting(ConsumerRecord::value)
        .containsExactly("{\"id\":\"a\",\"x\":1}", "{\"id\":\"b\",\"x\":2}");
    assertThat(received).extracting(ConsumerRecord::key).containsExactly("a", "b");
    assertThat(received)
        .extracting(record -> RecordHeaders.read(record.headers()))
        .containsExactly(Label.NORMAL, Label.anomaly(""));
  }

  @Test
  void keepsToTheRate() {
    long start = System.nanoTime();
    assertThat(
            run(
                "produce",
                "--source",
                "telemetry",
                "--topic",
                "paced",
                "--create-topic",
                "--rate",
                "100",
                "--limit",
                "101"))
        .isZero();
    assertThat((System.nanoTime() - start) / 1e9).isBetween(1.0, 15.0);
  }

  @Test
  void missingTopicIsNamedAndNotCreated() {
    assertThat(run("produce", "--source", "telemetry", "--topic", "absent")).isEqualTo(1);
    assertThat(err.toString())
        .contains("topic 'absent' does not exist at " + broker.bootstrapServers());
    assertThat(run("alerts", "--topic", "absent")).isEqualTo(1);
  }

  @Test
  void refusedRecordIsCountedAndDoesNotStopTheOthers() {
    broker.createTopic("sizes", 1);
    List<String> failures = new ArrayList<>();
    try (RecordProducer producer =
        new RecordProducer(
            Map.of("bootstrap.servers", broker.bootstrapServers()), "sizes", failures::add)) {
      Stream.of(10, 30_000, 10, 2_000_000, 10)
          .map(size -> new LabelledRecord(null, new byte[size], null, null, Label.UNKNOWN))
          .forEach(
              record -> {
                producer.send(record);
                producer.flush();
              });
      assertThat(producer.sent()).isEqualTo(3);
      assertThat(producer.failed()).isEqualTo(2);
    }
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).startsWith("a record was not accepted by topic sizes: ");
  }

  @Test
  void producerGivesUpWhenTheBrokerIsGone() {
    EmbeddedBroker lost = EmbeddedBroker.start();
    lost.createTopic("records", 1);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", lost.bootstrapServers(),
            "max.block.ms", 1_000,
            "delivery.timeout.ms", 1_000,
            "request.timeout.ms", 500);
    LabelledRecord record = new LabelledRecord(null, new byte[1], null, null, Label.UNKNOWN);
    List<String> failures = new ArrayList<>();
    try (RecordProducer producer = new RecordProducer(settings, "records", failures::add)) {
      producer.send(record);
      producer.flush();
      assertThat(producer.usable()).isTrue();
      lost.close();
      producer.send(record);
      producer.flush();
      assertThat(producer.usable()).isFalse();
      assertThat(producer.sent()).isEqualTo(1);
      assertThat(producer.failed()).isEqualTo(1);
    }
    assertThat(failures).hasSize(1);
  }

  @Test
  void printsCommittedAlertsFromTheBeginningAndStops() {
    broker.createTopic("alerts", 2);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "job"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var aborted =
          producer.send(new ProducerRecord<>("alerts", 0, null, "{\"kind\":\"aborted\"}"));
      producer.flush();
      assertThat(aborted).isDone();
      producer.abortTransaction();
      producer.beginTransaction();
      var first =
          producer.send(
              new ProducerRecord<>(
                  "alerts", 0, null, "{\"kind\":\"anomaly\",\"entity\":\"press-1\"}"));
      var second = producer.send(new ProducerRecord<>("alerts", 1, null, "garbage"));
      producer.commitTransaction();
      assertThat(first).isDone();
      assertThat(second).isDone();
    }
    assertThat(run("alerts", "--from-beginning")).as(err::toString).isZero();
    assertThat(out.toString())
        .contains("press-1")
        .contains("(not JSON) garbage")
        .doesNotContain("ABORTED");
    assertThat(err.toString()).isEqualTo("1 alert\n");

    out.getBuffer().setLength(0);
    assertThat(run("alerts", "--from-beginning", "--json", "--limit", "1")).isZero();
    assertThat(out.toString().lines()).hasSize(1);

    out.getBuffer().setLength(0);
    assertThat(run("alerts", "--idle-timeout", "300ms")).isZero();
    assertThat(out.toString()).isEmpty();
  }

  private int run(String... arguments) {
    CommandLine command = ResidualCli.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--brokers", broker.bootstrapServers()));
    return command.execute(all.toArray(String[]::new));
  }

  private static List<ConsumerRecord<String, String>> read(String topic, int expected) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (records.size() < expected && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
