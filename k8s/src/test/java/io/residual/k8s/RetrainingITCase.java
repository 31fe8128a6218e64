package io.residual.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.residual.model.bundle.BundleReader;
import io.residual.samples.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script of the CronJob as it is shipped, with the real command line and a real broker; only
 * the Kubernetes API is a listener that writes down what it is asked. One night after the other.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RetrainingITCase {

  private static final Path SCRIPT = Overlay.FOLDER.resolve("components/retraining/retrain.sh");
  private static final int RECORDS = 1600;

  /** Two fields that follow each other, and one that is noise. */
  private static final String GOOD =
      """
      model: {name: presses}
      schema: {fields: [{name: a, type: numeric}, {name: b, type: numeric}]}
      training: {network: bottleneck, epochs: 40, learningRate: 0.01}
      """;

  private static final String BLIND =
      """
      model: {name: presses}
      schema: {fields: [{name: noise, type: numeric}, {name: noise2, type: numeric}]}
      training: {network: bottleneck, epochs: 2}
      """;

  @TempDir static Path folder;

  private static final List<String> PATCHES = new CopyOnWriteArrayList<>();
  private static EmbeddedBroker broker;
  private static HttpServer api;
  private static ResidualCommand residual;

  @BeforeAll
  static void start() throws IOException {
    broker = EmbeddedBroker.start();
    broker.createTopic("telemetry", 2);
    fill();
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/",
        exchange -> {
          PATCHES.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    api.start();
    residual = ResidualCommand.in(folder.resolve("bin"));
    Files.createFile(folder.resolve("client.properties"));
  }

  @AfterAll
  static void stop() {
    api.stop(0);
    broker.close();
  }

  /** A week of records; one in 40 of the last day is an anomaly: the two fields disagree. */
  private static void fill() {
    Random random = new Random(1);
    Instant first = Instant.now().minus(Duration.ofDays(7));
    Duration step = Duration.ofDays(7).dividedBy(RECORDS);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = 0; i < RECORDS; i++) {
        double a = random.nextGaussian();
        boolean anomaly = i > RECORDS * 3 / 4 && i % 20 == 7;
        double b = (anomaly ? -1 : 1) * 2 * a + 0.05 * random.nextGaussian() + (anomaly ? 3 : 0);
        String json =
            "{\"a\":%s,\"b\":%s,\"noise\":%s,\"noise2\":%s,\"fault\":%s}"
                .formatted(a, b, random.nextGaussian(), random.nextGaussian(), anomaly);
        long time = first.plus(step.multipliedBy(i)).toEpochMilli();
        var unused = producer.send(new ProducerRecord<>("telemetry", i % 2, time, null, json));
      }
    }
  }

  private static ResidualCommand.Outcome retrain(String pipeline, String topic) throws Exception {
    Files.writeString(folder.resolve("pipeline.yaml"), pipeline);
    return residual.run(
        Map.ofEntries(
            Map.entry("SETTINGS", folder.toString()),
            Map.entry("BROKERS", broker.bootstrapServers()),
            Map.entry("TOPIC", topic),
            Map.entry("MODEL", "presses"),
            Map.entry("LABEL", "fault"),
            Map.entry("STORE", folder.resolve("models").toString()),
            Map.entry("TRAINING_HOURS", "200"),
            Map.entry("COMPARISON_HOURS", "42.0"),
            Map.entry("FLINK_DEPLOYMENT", "residual"),
            Map.entry("KUBERNETES", "http://127.0.0.1:" + api.getAddress().getPort()),
            Map.entry("OMP_NUM_THREADS", "1")),
        List.of("/bin/sh", SCRIPT.toString()));
  }

  private static String current() throws IOException {
    return Files.readString(folder.resolve("models/presses/current")).strip();
  }

  private static List<String> bundles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("models/presses"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".residual"))
          .toList();
    }
  }

  @Test
  @Order(1)
  void theFirstModelIsPublishedUnseen() throws Exception {
    ResidualCommand.Outcome night = retrain(BLIND, "telemetry");

    assertThat(night.log()).contains("there is no model in use", "retraining: published");
    assertThat(night.status()).isZero();
    Path bundle = folder.resolve("models/presses").resolve(current());
    assertThat(BundleReader.read(bundle).manifest().name()).isEqualTo("presses");
    assertThat(PATCHES).singleElement().asString().contains("restartNonce");
  }

  @Test
  @Order(2)
  void aBetterOneReplacesIt() throws Exception {
    String before = current();

    ResidualCommand.Outcome night = retrain(GOOD, "telemetry");

    assertThat(night.log()).contains("comparing with the model in use", "retraining: published");
    assertThat(night.status()).isZero();
    assertThat(current()).isNotEqualTo(before);
    assertThat(bundles()).hasSize(2).contains(before, current());
    assertThat(PATCHES)
        .hasSize(2)
        .last()
        .asString()
        .contains("\"presses/" + current().replace(".residual", "") + "\"");
  }

  @Test
  @Order(3)
  void aWorseOneDoesNot() throws Exception {
    String before = current();

    ResidualCommand.Outcome night = retrain(BLIND, "telemetry");

    assertThat(night.log()).contains("the new model did not pass; the one in use stays");
    assertThat(night.status()).isZero();
    assertThat(current()).isEqualTo(before);
    assertThat(PATCHES).hasSize(2);
  }

  @Test
  @Order(4)
  void aFailureIsAFailure() throws Exception {
    String before = current();

    ResidualCommand.Outcome night = retrain(GOOD, "nowhere");

    assertThat(night.log()).contains("topic 'nowhere' does not exist");
    assertThat(night.status()).isEqualTo(1);
    assertThat(current()).isEqualTo(before);
    assertThat(PATCHES).hasSize(2);
  }
}
