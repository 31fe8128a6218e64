package io.residual.samples.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.job.ResidualJob;
import io.residual.job.config.JobConfig;
import io.residual.samples.broker.EmbeddedBroker;
import io.residual.samples.cli.ResidualCli;
import io.residual.samples.consumer.AlertReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * The job on a real broker and a Flink cluster in this process, and a backtest of the same records:
 * their alerts are the same bytes.
 */
class BacktestParityITCase {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int PARTITIONS = 3;

  private static final String PIPELINE =
      """
      model: {name: swings}
      schema:
        entity: /machine
        eventTime: {pointer: /time, format: iso-8601}
        fields: [{name: "s{0..3}", type: numeric}]
      training: {epochs: 8}
      alerts: {coolDown: 25 records, worse: 2, fields: {s0: high}}
      """;

  @TempDir private static Path folder;

  private static EmbeddedBroker broker;
  private static Path records;
  private static Path windows;

  @BeforeAll
  static void prepare() throws Exception {
    broker = EmbeddedBroker.builder().brokerProperty("message.max.bytes", "2000000").start();
    Path rows = folder.resolve("rows.jsonl");
    Files.write(rows, Machines.normal(4000, 5, 1).stream().map(Machines::json).toList());
    records = fit("records", PIPELINE, rows);
    windows = fit("windows", PIPELINE + "sequence: {length: 6, maxGap: 2 h, smoothing: 3}\n", rows);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Path fit(String name, String pipeline, Path rows) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), pipeline);
    Path bundle = folder.resolve(name + ".residual");
    run("fit", "-p", file, "-i", rows, "-o", bundle);
    return bundle;
  }

  /** Runs a command that must succeed, and returns its standard output. */
  private static String run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = ResidualCli.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    String[] line = new String[arguments.length];
    for (int i = 0; i < line.length; i++) {
      line[i] = arguments[i].toString();
    }
    assertThat(command.execute(line)).as(err::toString).isZero();
    return out.toString();
  }

  /** Lines of a file with faults, and with what no job can score in between. */
  private static List<String> jsonLines() {
    List<String> lines = new ArrayList<>();
    for (String[] row : Machines.faulty(3000, 5, 2)) {
      lines.add(Machines.json(row));
      switch (lines.size() % 40) {
        case 3 -> lines.add("{\"machine\":\"m1\",\"time\":");
        case 13 -> lines.add("{\"machine\":\"m1\",\"time\":\"today\",\"s0\":1}");
        case 23 -> lines.add("[]");
        case 33 ->
            lines.add("{\"note\":\"" + "x".repeat(lines.size() < 500 ? 1 << 20 : 10) + "\"}");
        default -> {}
      }
    }
    return lines;
  }

  private static List<String> csvLines() {
    List<String> lines = new ArrayList<>(List.of(Machines.HEADER));
    for (String[] row : Machines.faulty(3000, 5, 3)) {
      lines.add(Machines.csv(row));
      if (lines.size() % 40 == 7) {
        lines.add("m1,never,1,2,3,4");
      }
    }
    return lines;
  }

  /** Runs the job over all that is in the topic, and returns what is on its alert topic then. */
  private static List<String> job(Path bundle, String topic, int parallelism) throws Exception {
    return job(bundle, topic, parallelism, Map.of());
  }

  private static List<String> job(
      Path bundle, String topic, int parallelism, Map<String, String> more) throws Exception {
    String alerts = topic + "-alerts";
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism);
    Map<String, String> options = new HashMap<>(more);
    options.putAll(
        Map.of(
            "bundle",
            bundle.toString(),
            "brokers",
            broker.bootstrapServers(),
            "input.topic",
            topic,
            "alerts.topic",
            alerts,
            "bounded",
            "true",
            "batch.size",
            parallelism == 1 ? "3" : "256",
            "parallelism",
            Integer.toString(parallelism),
            "checkpoint.interval",
            "500 ms"));
    ResidualJob.build(environment, JobConfig.of(options));
    environment.execute();
    List<String> values = new ArrayList<>();
    try (AlertReader reader =
        AlertReader.open(Map.of("bootstrap.servers", broker.bootstrapServers()), alerts, true)) {
      while (!reader.reachedEnd()) {
        reader.poll(Duration.ofMillis(100)).forEach(value -> values.add(new String(value, UTF_8)));
      }
    }
    return values;
  }

  private static List<String> backtest(Path bundle, Object... more) throws Exception {
    Path alerts = folder.resolve("alerts.jsonl");
    List<Object> arguments = new ArrayList<>(List.of("backtest", bundle, "-o", alerts));
    arguments.addAll(List.of(more));
    run(arguments.toArray());
    return Files.readAllLines(alerts);
  }

  /** What the job wrote, byte for byte, but for the time at which the producer sent each record. */
  private static List<String> atEventTime(List<String> alerts) throws Exception {
    List<String> settled = new ArrayList<>();
    for (String alert : alerts) {
      JsonNode node = JSON.readTree(alert);
      settled.add(
          alert.replace(
              "\"timestamp\":\"" + node.at("/source/timestamp").asText() + "\"",
              "\"timestamp\":\"" + node.at("/eventTime").asText() + "\""));
    }
    return settled;
  }

  /** Alerts by entity: those of one entity keep their order, whatever the parallelism. */
  private static Map<String, List<String>> byEntity(List<String> alerts) throws Exception {
    Map<String, List<String>> byEntity = new HashMap<>();
    for (String alert : alerts) {
      byEntity
          .computeIfAbsent(JSON.readTree(alert).path("entity").asText(), e -> new ArrayList<>())
          .add(alert);
    }
    return byEntity;
  }

  private static void assertSameAlerts(List<String> backtest, List<String> job) throws Exception {
    assertThat(byEntity(job)).hasSizeGreaterThan(3);
    assertThat(job)
        .anyMatch(alert -> alert.contains("\"state\":\"opened\""))
        .anyMatch(alert -> alert.contains("\"state\":\"updated\""))
        .anyMatch(alert -> alert.contains("\"state\":\"closed\""));
    assertThat(byEntity(backtest)).isEqualTo(byEntity(job));
  }

  @ParameterizedTest
  @CsvSource({"records,jsonl,1", "records,csv,2", "windows,jsonl,2", "windows,csv,1"})
  void aFileRaisesTheAlertsThatItRaisesOnceItIsSent(String model, String format, int parallelism)
      throws Exception {
    Path bundle = model.equals("records") ? records : windows;
    String topic = model + "-" + format;
    Path file = folder.resolve(topic + "." + format);
    Files.write(file, format.equals("csv") ? csvLines() : jsonLines());
    run(
        "produce",
        "--source",
        file,
        "--topic",
        topic,
        "--create-topic",
        "1",
        "--rate",
        "0",
        "--brokers",
        broker.bootstrapServers(),
        "--property",
        "max.request.size=2000000");

    List<String> expected = atEventTime(job(bundle, topic, parallelism));

    assertSameAlerts(backtest(bundle, file), expected);
  }

  @Test
  void aTopicRaisesTheAlertsOfTheJobByteForByte() throws Exception {
    fillTopic("history");

    List<String> expected = job(windows, "history", 2);

    assertSameAlerts(
        backtest(windows, "--topic", "history", "--brokers", broker.bootstrapServers()), expected);
  }

  @Test
  void theJobWithTheRecommendedOptionsRaisesTheAlertsThatWereCounted() throws Exception {
    fillTopic("recommended");
    Object[] topic = {"--topic", "recommended", "--brokers", broker.bootstrapServers()};
    Path json = folder.resolve("sweep.json");
    List<Object> sweep =
        new ArrayList<>(
            List.of(
                "backtest",
                records,
                "-q",
                "--json",
                json,
                "--budget",
                "100/day",
                "--sweep",
                "threshold.risk=0.001,1.0e-6",
                "--sweep",
                "alerts.coolDown=none,40 records,3 h",
                "--sweep",
                "alerts.minSeverity=0.1,0.3"));
    sweep.addAll(List.of(topic));
    String text = run(sweep.toArray());

    Map<String, String> options = new HashMap<>();
    Matcher option =
        Pattern.compile("--(\\S+) ('[^']*'|\\S+)")
            .matcher(text.substring(text.indexOf("or for the job:")));
    while (option.find()) {
      options.put(option.group(1), option.group(2).replace("'", ""));
    }
    assertThat(options).hasSize(3);
    List<Object> settings = new ArrayList<>(List.of(topic));
    JSON.readTree(json.toFile())
        .at("/recommendation/overrides")
        .properties()
        .forEach(
            one -> settings.addAll(List.of("--set", one.getKey() + "=" + one.getValue().asText())));

    List<String> backtest = backtest(records, settings.toArray());
    assertThat(byEntity(backtest))
        .isEqualTo(byEntity(job(records, "recommended", 2, options)))
        .isNotEqualTo(byEntity(backtest(records, topic)));
  }

  /** Several partitions, tombstones, timestamps that differ from the event times. */
  private static void fillTopic(String topic) {
    broker.createTopic(topic, PARTITIONS);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 2_000_000),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      long now = System.currentTimeMillis();
      int sent = 0;
      for (String line : jsonLines()) {
        int machine = line.startsWith("{\"machine\":\"m") ? line.charAt(13) - '0' : 0;
        int partition = machine % PARTITIONS;
        byte[] value = sent % 100 == 50 ? null : line.getBytes(UTF_8);
        var unused = producer.send(new ProducerRecord<>(topic, partition, now + sent, null, value));
        sent++;
      }
    }
  }
}
