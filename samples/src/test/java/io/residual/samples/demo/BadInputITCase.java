package io.residual.samples.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.ModelBundle;
import io.residual.samples.dataset.TelemetrySettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Every kind of bad record through a real broker and the job: dead-lettered or scored, no more. */
class BadInputITCase {

  private static final Topics TOPICS = Topics.named("bad-input");
  private static final byte[] TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-01".getBytes(UTF_8);
  private static final String GOOD =
      "{\"machine\":\"press-1\",\"time\":\"2026-01-01T06:00:00Z\",\"mode\":\"run\","
          + "\"door_open\":false,\"rpm\":%s,\"current\":30,\"power\":9,\"vibration\":2,"
          + "\"temperature\":40,\"oil_temperature\":38,\"pressure\":3,\"flow\":40}";

  private static byte[] with(String rpm) {
    return String.format(GOOD, rpm).getBytes(UTF_8);
  }

  private static byte[] replacing(String part, String by) {
    return String.format(GOOD, "1500").replace(part, by).getBytes(UTF_8);
  }

  /**
   * A record, and what must become of it.
   *
   * @param bytes its value; null is a tombstone
   * @param reason for which it must be refused; null if it must be scored
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sent(byte[] bytes, String reason) {}

  private static List<Sent> records() {
    List<Sent> records = new ArrayList<>();
    records.add(new Sent("certainly not JSON".getBytes(UTF_8), "not-json"));
    records.add(new Sent(String.format(GOOD, "1500").substring(0, 60).getBytes(UTF_8), "not-json"));
    records.add(new Sent(with("\"1500\""), "wrong-type"));
    records.add(new Sent(with("[1]"), "wrong-type"));
    records.add(new Sent(replacing("\"rpm\":1500,", ""), "missing-field"));
    records.add(new Sent(with("null"), "missing-field"));
    records.add(new Sent(with("NaN"), "not-json"));
    records.add(new Sent(with("-Infinity"), "not-json"));
    records.add(new Sent(with("1e999"), "not-finite"));
    records.add(new Sent(with("1e308"), null));
    records.add(new Sent(replacing("\"run\"", "\"never seen before\""), null));
    records.add(new Sent(with("1500,\"rpm\":1"), "duplicate-key"));
    records.add(
        new Sent(
            replacing("{\"machine", "{\"blob\":\"" + "x".repeat(10 << 20) + "\",\"machine"),
            "too-large"));
    records.add(new Sent("".getBytes(UTF_8), "empty"));
    records.add(
        new Sent(
            String.format(GOOD, "1500").replace("run", "gestört").getBytes(ISO_8859_1),
            "not-json"));
    records.add(
        new Sent(
            replacing(
                "{\"machine", "{\"deep\":" + "[".repeat(5000) + "]".repeat(5000) + ",\"machine"),
            "not-json"));
    records.add(new Sent(replacing("2026-01-01T06:00:00Z", "yesterday"), "bad-timestamp"));
    records.add(new Sent(replacing("press-1", "p".repeat(1 << 20)), "too-large"));
    records.add(new Sent(replacing("press-1", "p".repeat(1 << 12)), "entity-too-long"));
    records.add(new Sent("[1,2,3]".getBytes(UTF_8), "not-an-object"));
    records.add(new Sent(with("1500"), null));
    records.add(new Sent(null, "tombstone"));
    return records;
  }

  @Test
  void badRecordsBecomeDeadLettersAndNeverRestartTheJob() throws Exception {
    try (EmbeddedStack stack = EmbeddedStack.start(1, notice -> {})) {
      TOPICS.all().forEach(topic -> stack.broker().createTopic(topic, 1));
      List<Sent> records = records();
      send(stack, records);
      JobClient job = submit(stack);

      List<ConsumerRecord<byte[], byte[]>> letters =
          read(stack, TOPICS.deadLetters(), expectedLetters(records).size());
      List<ConsumerRecord<byte[], byte[]>> scores =
          read(stack, TOPICS.scores(), records.size() - letters.size());

      assertThat(letters)
          .extracting(letter -> header(letter.headers(), "residual.reason"))
          .containsExactlyElementsOf(expectedLetters(records));
      assertThat(scores).hasSize(3);
      assertOriginals(letters, records);
      assertThat(lastRestart(stack, job)).as("last restart").isZero();
      job.cancel().get();
    }
  }

  private static List<String> expectedLetters(List<Sent> records) {
    return records.stream().map(Sent::reason).filter(Objects::nonNull).toList();
  }

  private static void assertOriginals(
      List<ConsumerRecord<byte[], byte[]>> letters, List<Sent> records) {
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      byte[] original =
          records.get(Integer.parseInt(header(letter.headers(), "residual.offset"))).bytes();
      assertThat(header(letter.headers(), "residual.topic")).isEqualTo(TOPICS.input());
      assertThat(header(letter.headers(), "residual.message")).isNotBlank();
      assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
      assertThat(letter.headers().lastHeader("traceparent").value()).isEqualTo(TRACE);
      if (letter.headers().lastHeader("residual.truncated") == null) {
        assertThat(letter.value()).isEqualTo(original);
      } else {
        assertThat(original).startsWith(letter.value());
        assertThat(letter.value().length).isGreaterThan(500_000);
        assertThat(header(letter.headers(), "residual.size"))
            .isEqualTo(Integer.toString(original.length));
      }
    }
  }

  private static void send(EmbeddedStack stack, List<Sent> records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                stack.broker().bootstrapServers(),
                "max.request.size",
                12 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] key = "key".getBytes(UTF_8);
      for (Sent record : records) {
        ProducerRecord<byte[], byte[]> sent =
            new ProducerRecord<>(TOPICS.input(), 0, key, record.bytes());
        sent.headers().add("traceparent", TRACE);
        producer.send(sent).get();
      }
    }
  }

  private static JobClient submit(EmbeddedStack stack) throws Exception {
    TelemetrySettings settings = TelemetrySettings.defaults().withTraining(Duration.ofMinutes(10));
    ModelBundle bundle = DemoTraining.fit(Scenarios.telemetry(settings, 0), DemoListener.SILENT);
    Path file = stack.directory().resolve("bundle.zip");
    BundleWriter.write(bundle, file);
    return JobSubmission.submit(
        stack.flink().environment(),
        Map.of(
            "bundle", file.toString(),
            "brokers", stack.broker().bootstrapServers(),
            "input.topic", TOPICS.input(),
            "alerts.topic", TOPICS.alerts(),
            "scores.topic", TOPICS.scores(),
            "dead-letters.topic", TOPICS.deadLetters(),
            "checkpoint.interval", "1 s",
            "parallelism", "1"));
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      EmbeddedStack stack, String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                stack.broker().bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (read.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(read::add);
      }
    }
    assertThat(read).as("messages on %s", topic).hasSize(count);
    return read;
  }

  /** When the job last began to restart, in milliseconds since the epoch; 0 if it never did. */
  private static long lastRestart(EmbeddedStack stack, JobClient job) throws Exception {
    URI uri = URI.create(stack.flink().webInterface() + "/jobs/" + job.getJobID());
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    JsonNode details = new ObjectMapper().readTree(response.body());
    assertThat(details.path("state").asText()).isEqualTo("RUNNING");
    return details.path("timestamps").path("RESTARTING").asLong(-1);
  }

  private static String header(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }
}
