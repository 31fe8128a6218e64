package io.residual.samples.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.job.ResidualJob;
import io.residual.job.config.JobConfig;
import io.residual.samples.broker.EmbeddedBroker;
import io.residual.samples.cli.ResidualCli;
import io.residual.samples.demo.EmbeddedFlink;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A model, a real broker and the job: nothing is told of a stream as in training, then it is. */
class DriftITCase {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int RECORDS = 1500;

  private static final String PIPELINE =
      """
      model: {name: mills}
      schema:
        entity: /mill
        eventTime: {pointer: /at, format: epoch-millis}
        fields:
          - {name: load, type: numeric, scaling: standard}
          - {name: heat, type: numeric, scaling: standard}
          - {name: flow, type: numeric, scaling: standard}
      training: {epochs: 4}
      """;

  @TempDir private Path folder;

  private final Random random = new Random(3);
  private long millis;

  /** The next record, a second after the one before; heat follows the load, flow is on its own. */
  private String record(int mill, double drift) {
    double load = random.nextGaussian();
    millis += 1000;
    return "{\"mill\":\"mill-%d\",\"at\":%d,\"load\":%s,\"heat\":%s,\"flow\":%s}"
        .formatted(
            mill, millis, load, load + 0.2 * random.nextGaussian() + drift, random.nextGaussian());
  }

  private List<String> records(int count, double drift) {
    return IntStream.range(0, count).mapToObj(i -> record(i % 5, drift)).toList();
  }

  private Path fit() throws Exception {
    Path rows = Files.write(folder.resolve("rows.jsonl"), records(3000, 0));
    Path pipeline = Files.writeString(folder.resolve("mills.yaml"), PIPELINE);
    Path bundle = folder.resolve("mills.residual");
    CommandLine command = ResidualCli.commandLine();
    StringWriter err = new StringWriter();
    command.setErr(new PrintWriter(err, true));
    int code = command.execute("fit", "-p", "" + pipeline, "-i", "" + rows, "-o", "" + bundle);
    assertThat(code).as(err.toString()).isZero();
    return bundle;
  }

  private static JobClient submit(EmbeddedFlink flink, EmbeddedBroker broker, Path bundle)
      throws Exception {
    StreamExecutionEnvironment environment = flink.environment();
    ResidualJob.build(
        environment,
        JobConfig.of(
            Map.of(
                "bundle", bundle.toString(),
                "brokers", broker.bootstrapServers(),
                "input.topic", "mills",
                "scores.topic", "scores",
                "drift.topic", "drifts",
                "drift.window", "400",
                "delivery", "at-least-once",
                "checkpoint.interval", "500 ms",
                "parallelism", "1")));
    return environment.executeAsync("drift");
  }

  private static void send(EmbeddedBroker broker, List<String> records) {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (String record : records) {
        var unused = producer.send(new ProducerRecord<>("mills", record));
      }
    }
  }

  /** Reads a topic from its beginning until enough was read. */
  private static List<ConsumerRecord<String, String>> read(
      EmbeddedBroker broker, String topic, int enough) {
    List<ConsumerRecord<String, String>> read = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      BooleanSupplier late = lateFromNow();
      while (read.size() < enough && !late.getAsBoolean()) {
        consumer.poll(Duration.ofMillis(100)).forEach(read::add);
      }
    }
    return read;
  }

  private static BooleanSupplier lateFromNow() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    return () -> System.nanoTime() > end;
  }

  @Test
  void theTopicTellsOfDriftOnceItIsThereAndNotBefore() throws Exception {
    Path bundle = fit();
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        EmbeddedFlink flink = EmbeddedFlink.start(folder, 4, notice -> {})) {
      for (String topic : List.of("mills", "scores", "alerts", "dead-letters", "drifts")) {
        broker.createTopic(topic, 1);
      }
      JobClient job = submit(flink, broker, bundle);
      send(broker, records(RECORDS, 0));
      assertThat(read(broker, "scores", RECORDS)).hasSize(RECORDS);
      Instant changed = Instant.ofEpochMilli(millis);
      send(broker, records(RECORDS, 3));
      List<ConsumerRecord<String, String>> events = read(broker, "drifts", 1);

      assertThat(events).isNotEmpty();
      JsonNode event = JSON.readTree(events.get(0).value());
      assertThat(event.path("kind").asText()).isEqualTo("retraining-due");
      assertThat(event.path("model").path("name").asText()).isEqualTo("mills");
      // Three windows of records as in training came first and were no news.
      assertThat(Instant.parse(event.path("window").path("to").asText())).isAfter(changed);
      List<String> drifted = new ArrayList<>();
      event.path("drifts").forEach(field -> drifted.add(field.path("field").asText()));
      assertThat(drifted).contains("heat").doesNotContain("load", "flow");
      assertThat(event.path("drifts").path(0).path("level").asText()).isEqualTo("much");
      job.cancel().get();
    }
  }
}
