package io.residual.samples.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
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
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A person, the command line, a real broker and the job: what is said is done, and survives. */
class FeedbackITCase {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What is promised. */
  private static final Duration OBEDIENCE = Duration.ofSeconds(5);

  private static final String PIPELINE =
      """
      model: {name: mills}
      schema:
        entity: /mill
        fields:
          - {name: load, type: numeric, scaling: standard}
          - {name: heat, type: numeric, scaling: standard}
          - {name: flow, type: numeric, scaling: standard}
      training: {epochs: 4}
      alerts: {coolDown: none}
      """;

  @TempDir private static Path folder;

  private static EmbeddedBroker broker;
  private static EmbeddedFlink flink;
  private static KafkaProducer<String, String> producer;
  private static Path bundle;

  @BeforeAll
  static void prepare() throws Exception {
    broker = EmbeddedBroker.start();
    flink = EmbeddedFlink.start(folder, 4, notice -> {});
    broker.createTopic("mills", 2);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer());
    Random random = new Random(1);
    Path rows = folder.resolve("rows.jsonl");
    Files.write(
        rows,
        IntStream.range(0, 2000)
            .mapToObj(i -> record("mill-" + i % 5, random.nextGaussian()))
            .toList());
    Path pipeline = Files.writeString(folder.resolve("mills.yaml"), PIPELINE);
    bundle = folder.resolve("mills.residual");
    assertThat(run("fit", "-p", "" + pipeline, "-i", "" + rows, "-o", "" + bundle).code).isZero();
  }

  @AfterAll
  static void stop() {
    producer.close();
    flink.close();
    broker.close();
  }

  private static String record(String mill, double heat) {
    return "{\"mill\":\"%s\",\"load\":0.3,\"heat\":%s,\"flow\":-0.2}".formatted(mill, heat);
  }

  private record Result(int code, String out, String err) {}

  private static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = ResidualCli.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    int code = command.execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }

  private static Result feedback(String... arguments) {
    List<String> all = new ArrayList<>(List.of("feedback"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--brokers", broker.bootstrapServers()));
    return run(all.toArray(String[]::new));
  }

  private static JobClient submit(int parallelism, String savepoint) throws Exception {
    return submit(parallelism, savepoint, Map.of());
  }

  private static JobClient submit(int parallelism, String savepoint, Map<String, String> more)
      throws Exception {
    Configuration configuration = new Configuration();
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment = flink.environment();
    environment.configure(configuration);
    Map<String, String> options = new HashMap<>();
    options.put("bundle", bundle.toString());
    options.put("brokers", broker.bootstrapServers());
    options.put("input.topic", "mills");
    options.put("scores.topic", "scores");
    options.put("feedback.topic", "feedback");
    options.put("delivery", "at-least-once");
    options.put("checkpoint.interval", "500 ms");
    options.put("parallelism", Integer.toString(parallelism));
    options.putAll(more);
    ResidualJob.build(environment, JobConfig.of(options));
    return environment.executeAsync("feedback");
  }

  /** Sends a record and returns its id. */
  private static String send(String mill, double heat) throws Exception {
    var sent = producer.send(new ProducerRecord<>("mills", mill, record(mill, heat))).get();
    return sent.topic() + "-" + sent.partition() + "-" + sent.offset();
  }

  /** The first message of a topic that is as wanted, from the beginning on. */
  private static Optional<ConsumerRecord<String, String>> first(
      String topic, Predicate<ConsumerRecord<String, String>> wanted) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          if (wanted.test(record)) {
            return Optional.of(record);
          }
        }
      }
      return Optional.empty();
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (Exception e) {
      throw new IllegalStateException(text, e);
    }
  }

  private static String outcome(String id) {
    return first("scores", score -> json(score.value()).path("id").asText().equals(id))
        .map(score -> json(score.value()).path("outcome").asText())
        .orElse("no score");
  }

  /** Sends likes of a record until one is suppressed; returns how long that took. */
  private static Duration untilSuppressed(String mill, double heat) throws Exception {
    long begin = System.nanoTime();
    while (true) {
      long sent = System.nanoTime();
      if (outcome(send(mill, heat)).equals("feedback")) {
        return Duration.ofNanos(sent - begin);
      }
      assertThat(Duration.ofNanos(sent - begin)).isLessThan(PATIENCE);
    }
  }

  private static String deadLetterReason(String key) {
    return first("dead-letters", letter -> key.equals(letter.key()))
        .map(
            letter -> {
              assertThat(new String(letter.headers().lastHeader("residual.stage").value(), UTF_8))
                  .isEqualTo("feedback");
              return new String(letter.headers().lastHeader("residual.reason").value(), UTF_8);
            })
        .orElse("no dead letter");
  }

  private static JsonNode listed(String id, Predicate<JsonNode> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Result list = feedback("list", "--json");
      assertThat(list.code).as(list.err).isZero();
      Optional<JsonNode> found =
          list.out
              .lines()
              .map(FeedbackITCase::json)
              .filter(node -> node.path("id").asText().equals(id) && wanted.test(node))
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      assertThat(System.nanoTime()).as("in time: %s", list.out).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Test
  void whatIsSaidIsObeyedCountedListedAndSurvivesARestart(TestReporter reporter) throws Exception {
    JobClient job = submit(2, null);
    String judged = send("mill-1", 12);
    String other = send("mill-2", 12);
    assertThat(outcome(judged)).isEqualTo("alert");
    assertThat(outcome(other)).isEqualTo("alert");

    Result early =
        feedback("add", "false-alarm", "--alert", judged, "--until", "2020-01-01T00:00:00Z");
    assertThat(early.code).isEqualTo(2);
    assertThat(early.err).contains("together with the alert: until is 2020", "before from");

    Result add = feedback("add", "false-alarm", "--alert", judged, "--note", "new bearing");
    assertThat(add.code).as(add.err).isZero();
    assertThat(add.out).contains("mill-1, due to heat, like an error of", "until ");
    Duration obeyed = untilSuppressed("mill-1", 12);
    reporter.publishEntry("obeyed by the command line", obeyed.toMillis() + " ms");
    assertThat(obeyed).isLessThan(OBEDIENCE);
    assertThat(outcome(send("mill-1", 12 * 3))).as("nine times the error").isEqualTo("alert");
    assertThat(outcome(send("mill-3", 12))).as("another entity").isEqualTo("alert");

    // A message with nothing but the id, as another program writes it: the job finds the rest.
    String bare = "{\"verdict\":\"false-alarm\",\"alert\":\"" + other + "\"}";
    producer.send(new ProducerRecord<>("feedback", "bare", bare)).get();
    Duration found = untilSuppressed("mill-2", 12);
    reporter.publishEntry("obeyed by the alert's id alone", found.toMillis() + " ms");
    assertThat(found).isLessThan(OBEDIENCE);
    JsonNode active = listed("bare", node -> node.at("/status/suppressed").asInt() > 0);
    assertThat(active.at("/status/entity").asText()).isEqualTo("mill-2");
    assertThat(active.at("/status/fields/0").asText()).isEqualTo("heat");

    producer.send(new ProducerRecord<>("feedback", "wrong", "{\"verdict\":\"perhaps\"}")).get();
    String unknown = bare.replace(other, "mills-0-999999");
    producer.send(new ProducerRecord<>("feedback", "unknown", unknown)).get();
    assertThat(deadLetterReason("wrong")).isEqualTo("bad-verdict");
    assertThat(deadLetterReason("unknown")).isEqualTo("unknown-alert");
    assertThat(listed("unknown", node -> true).at("/status/state").asText())
        .isIn("unknown-alert", "not read yet");

    Path savepoints = folder.resolve("savepoints");
    String savepoint =
        job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
    JobClient resumed = submit(4, savepoint);
    assertThat(outcome(send("mill-1", 12))).as("after a restart").isEqualTo("feedback");
    assertThat(outcome(send("mill-2", 12))).as("after a restart").isEqualTo("feedback");
    listed(judged, node -> node.at("/status/suppressed").asInt() >= 2);
    listed("unknown", node -> node.at("/status/state").asText().equals("unknown-alert"));
    Result list = feedback("list");
    assertThat(list.out).contains("false-alarm  " + judged + "  active", ": new bearing");
    assertThat(list.err)
        .contains(
            "4 verdicts, 1 about alerts that the job does not know", "0 right, 2 false alarms");

    assertThat(feedback("retract", judged).code).isZero();
    long retracted = System.nanoTime();
    while (!outcome(send("mill-1", 12)).equals("alert")) {
      assertThat(Duration.ofNanos(System.nanoTime() - retracted)).isLessThan(PATIENCE);
    }
    assertThat(feedback("retract", judged).code).as("not there any more").isEqualTo(1);
    resumed.cancel().get();
  }

  private static void say(String id, String verdict) throws Exception {
    producer.send(new ProducerRecord<>("parity-feedback", id, "{" + verdict + "}")).get();
  }

  /** Faults of one mill after the other: three bad records, then rest. */
  private static void sendFaults(int records) throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < records; i++) {
      String mill = "mill-" + i % 5;
      double heat = i % 40 < 15 && i % 5 < 3 ? 9 + 9 * random.nextDouble() : random.nextGaussian();
      String value = record(mill, i % 400 == 11 ? 200 : heat);
      var unused =
          producer.send(
              new ProducerRecord<>("parity", 0, 1_767_225_600_000L + 1000L * i, mill, value));
    }
    producer.flush();
  }

  @Test
  void aBacktestObeysTheSameVerdictsToTheByte() throws Exception {
    broker.createTopic("parity", 1);
    broker.createTopic("parity-feedback", 1);
    say("one", "\"verdict\":\"false-alarm\",\"alert\":\"parity-0-0\"");
    say(
        "two",
        "\"verdict\":\"expected\",\"entity\":\"mill-1\",\"error\":3e5,"
            + "\"from\":\"2026-01-01T00:01:00Z\",\"until\":\"2026-01-01T00:04:00Z\"");
    say("three", "\"verdict\":\"false-alarm\",\"entity\":\"mill-2\",\"fields\":[\"heat\"]");
    say("four", "\"verdict\":\"confirmed\",\"alert\":\"parity-0-40\"");
    JobClient job =
        submit(
            3,
            null,
            Map.of(
                "input.topic", "parity",
                "alerts.topic", "parity-alerts",
                "scores.topic", "parity-scores",
                "dead-letters.topic", "parity-dead-letters",
                "feedback.topic", "parity-feedback",
                "alerts.cool-down", "2 records"));
    for (String id : List.of("one", "two", "three", "four")) {
      assertThat(first("parity-feedback-status", status -> id.equals(status.key()))).isPresent();
    }
    sendFaults(1000);
    List<ConsumerRecord<String, String>> scores = new ArrayList<>();
    first("parity-scores", score -> scores.add(score) && scores.size() == 1000);
    assertThat(scores).hasSize(1000);
    assertThat(scores)
        .filteredOn(score -> score.value().contains("\"feedback\""))
        .hasSizeGreaterThan(50);
    job.cancel().get();

    Result list = feedback("list", "--verdicts", "--topic", "parity-feedback");
    Path verdicts = Files.writeString(folder.resolve("verdicts.jsonl"), list.out);
    Path alerts = folder.resolve("alerts.jsonl");
    Result backtest =
        run(
            "backtest",
            "" + bundle,
            "--topic",
            "parity",
            "--brokers",
            broker.bootstrapServers(),
            "--set",
            "alerts.coolDown=2 records",
            "--feedback",
            "" + verdicts,
            "-o",
            "" + alerts);
    assertThat(backtest.code).as(backtest.err).isZero();
    List<String> expected = Files.readAllLines(alerts);
    List<String> raised = new ArrayList<>();
    first("parity-alerts", alert -> raised.add(alert.value()) && raised.size() == expected.size());
    assertThat(raised).containsExactlyInAnyOrderElementsOf(expected).hasSizeGreaterThan(20);
  }

  @Test
  void whatCannotBeSaidIsRefusedWithAReason() {
    broker.createTopic("empty", 1);
    broker.createTopic("other-feedback", 1);
    Result unknown =
        feedback(
            "add",
            "false-alarm",
            "--alert",
            "x-0-1",
            "--alerts-topic",
            "empty",
            "--topic",
            "other-feedback");
    assertThat(unknown.code).isEqualTo(1);
    assertThat(unknown.err).contains("there is no alert 'x-0-1' on topic empty");
    Result absent = feedback("add", "confirmed", "--entity", "a", "--topic", "absent");
    assertThat(absent.code).isEqualTo(1);
    assertThat(absent.err).contains("topic 'absent' does not exist", "--feedback.topic absent");
    Result endless = feedback("add", "expected", "--entity", "a", "--topic", "other-feedback");
    assertThat(endless.code).isEqualTo(2);
    assertThat(endless.err).contains("say how long it is expected");
    assertThat(feedback("list", "--topic", "other-feedback").err).startsWith("0 verdicts");
  }
}
