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
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine;

/** A few mills, a model of them, a real broker, the job and the command line. */
final class Mills implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  static final Duration PATIENCE = Duration.ofSeconds(60);

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

  private final EmbeddedBroker broker;
  private final EmbeddedFlink flink;
  private final KafkaProducer<String, String> producer;
  private final Path bundle;

  /** Starts everything and fits a model, with files in a folder. */
  Mills(Path folder) throws Exception {
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

  @Override
  public void close() {
    producer.close();
    flink.close();
    broker.close();
  }

  static String record(String mill, double heat) {
    return "{\"mill\":\"%s\",\"load\":0.3,\"heat\":%s,\"flow\":-0.2}".formatted(mill, heat);
  }

  /** What a command came to. */
  record Result(int code, String out, String err) {}

  static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = ResidualCli.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    int code = command.execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }

  Result feedback(String... arguments) {
    List<String> all = new ArrayList<>(List.of("feedback"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--brokers", broker.bootstrapServers()));
    return run(all.toArray(String[]::new));
  }

  JobClient submit(int parallelism, String savepoint) throws Exception {
    return submit(parallelism, savepoint, Map.of());
  }

  JobClient submit(int parallelism, String savepoint, Map<String, String> more) throws Exception {
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

  EmbeddedBroker broker() {
    return broker;
  }

  Path bundle() {
    return bundle;
  }

  /** Sends a message as any other program may. */
  void send(ProducerRecord<String, String> message) throws Exception {
    producer.send(message).get();
  }

  /** Sends a record and returns its id. */
  String send(String mill, double heat) throws Exception {
    var sent = producer.send(new ProducerRecord<>("mills", mill, record(mill, heat))).get();
    return sent.topic() + "-" + sent.partition() + "-" + sent.offset();
  }

  /** The first message of a topic that is as wanted, from the beginning on. */
  Optional<ConsumerRecord<String, String>> first(
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

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (Exception e) {
      throw new IllegalStateException(text, e);
    }
  }

  String outcome(String id) {
    return first("scores", score -> json(score.value()).path("id").asText().equals(id))
        .map(score -> json(score.value()).path("outcome").asText())
        .orElse("no score");
  }

  /** Sends likes of a record until one is suppressed; returns how long that took. */
  Duration untilSuppressed(String mill, double heat) throws Exception {
    long begin = System.nanoTime();
    while (true) {
      long sent = System.nanoTime();
      if (outcome(send(mill, heat)).equals("feedback")) {
        return Duration.ofNanos(sent - begin);
      }
      assertThat(Duration.ofNanos(sent - begin)).isLessThan(PATIENCE);
    }
  }

  String deadLetterReason(String key) {
    return first("dead-letters", letter -> key.equals(letter.key()))
        .map(
            letter -> {
              assertThat(new String(letter.headers().lastHeader("residual.stage").value(), UTF_8))
                  .isEqualTo("feedback");
              return new String(letter.headers().lastHeader("residual.reason").value(), UTF_8);
            })
        .orElse("no dead letter");
  }

  JsonNode listed(String id, Predicate<JsonNode> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Result list = feedback("list", "--json");
      assertThat(list.code).as(list.err).isZero();
      Optional<JsonNode> found =
          list.out
              .lines()
              .map(Mills::json)
              .filter(node -> node.path("id").asText().equals(id) && wanted.test(node))
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      assertThat(System.nanoTime()).as("in time: %s", list.out).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
