package io.residual.samples.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.job.ResidualJob;
import io.residual.job.config.JobArguments;
import io.residual.model.config.InvalidConfigException;
import io.residual.samples.cli.ResidualCli;
import io.residual.samples.demo.EmbeddedFlink;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Every Kafka client of ours against a broker that wants TLS and a login, with the password in a
 * file of its own, and nowhere else to be seen.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredKafkaITCase {

  private static final String PIPELINE =
      """
      model: {name: secured}
      schema:
        entity: /machine
        eventTime: {pointer: /time, format: iso-8601}
        fields:
          - {name: rpm, type: numeric}
          - {name: current, type: numeric}
          - {name: power, type: numeric}
      training: {network: bottleneck, epochs: 3}
      threshold: {risk: 0.02}
      """;

  @TempDir private static Path directory;

  private static SecuredBroker broker;
  private static LogCapture log;
  private static Path client;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    log = new LogCapture();
    broker = SecuredBroker.start(directory);
    Files.writeString(directory.resolve("secrets"), "password=" + SecuredBroker.PASSWORD);
    Properties properties =
        broker.clientProperties("${file:" + directory.resolve("secrets") + ":password}");
    properties.setProperty("config.providers", "file");
    properties.setProperty(
        "config.providers.file.class",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
    client = SecuredBroker.write(properties, directory.resolve("client.properties"));
  }

  @AfterAll
  static void stop() {
    broker.close();
    log.close();
  }

  private int run(String... arguments) {
    CommandLine command = ResidualCli.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private int runSecured(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--brokers", broker.address(), "--client-config", client.toString()));
    return run(all.toArray(String[]::new));
  }

  /** The options of the job in a file, Kafka's with the prefix. */
  private static Path jobConfig(Properties kafka, String name) throws Exception {
    Properties options = new Properties();
    kafka.forEach((key, value) -> options.setProperty("kafka." + key, (String) value));
    options.setProperty("bundle", directory.resolve("secured.residual").toString());
    options.setProperty("brokers", broker.address());
    options.setProperty("input.topic", "readings");
    options.setProperty("bounded", "true");
    options.setProperty("parallelism", "1");
    options.setProperty("checkpoint.interval", "1 s");
    return SecuredBroker.write(options, directory.resolve(name));
  }

  private static Properties clientFile() throws Exception {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(client)) {
      properties.load(in);
    }
    return properties;
  }

  @Test
  @Order(1)
  void recordsAreProducedAndTrainedOnThroughTlsAndLogin() throws Exception {
    Path pipeline = Files.writeString(directory.resolve("pipeline.yaml"), PIPELINE);
    String bundle = directory.resolve("secured.residual").toString();

    int normal =
        runSecured(
            "produce --source telemetry --part training --topic normal --create-topic 1 --rate 0"
                .concat(" --limit 2000")
                .split(" ", -1));
    int readings =
        runSecured(
            "produce --source telemetry --topic readings --create-topic 1 --rate 0 --limit 3000"
                .split(" ", -1));
    int fit =
        runSecured(
            "fit", "--pipeline", pipeline.toString(), "--topic", "normal", "--output", bundle);

    assertThat(err.toString()).contains("2000 records sent", "3000 records sent");
    assertThat(List.of(normal, readings, fit)).as(err.toString()).containsOnly(0);
  }

  @Test
  @Order(2)
  void theJobReadsAndWritesThroughTlsAndLoginAndFlinkShowsNoSecret() throws Exception {
    Path config = jobConfig(clientFile(), "job.properties");
    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, 1, notice -> {})) {
      StreamExecutionEnvironment environment = flink.environment();
      ResidualJob.build(environment, new JobArguments("--config", config.toString()).toConfig());
      JobClient job = environment.executeAsync("secured");
      job.getJobExecutionResult().get();

      assertThat(runSecured("alerts", "--from-beginning", "--json")).isZero();
      assertThat(out.toString().lines()).isNotEmpty();
      assertThat(webInterface(flink, job)).contains("Read records").satisfies(this::noSecret);
    }
  }

  @Test
  @Order(3)
  void theEnvironmentCanHoldThePassword() throws Exception {
    Properties properties = broker.clientProperties("${env:KAFKA_PASSWORD}");
    properties.setProperty("config.providers", "env");
    properties.setProperty(
        "config.providers.env.class",
        "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
    Path file = SecuredBroker.write(properties, directory.resolve("env.properties"));
    ProcessBuilder alerts =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ResidualCli.class.getName(),
            "alerts",
            "--from-beginning",
            "--json",
            "--brokers",
            broker.address(),
            "--client-config",
            file.toString());
    alerts.environment().put("KAFKA_PASSWORD", SecuredBroker.PASSWORD);
    alerts.redirectErrorStream(true);
    Process process = alerts.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("\"model\":{\"name\":\"secured\"").satisfies(this::noSecret);
  }

  @Test
  @Order(4)
  void aWrongPasswordIsSaidAtOnceAndNotRepeated() throws Exception {
    Properties wrong = broker.clientProperties("wrong-secret-Zp3");
    Path file = SecuredBroker.write(wrong, directory.resolve("wrong.properties"));
    Path config = jobConfig(wrong, "wrong-job.properties");

    int code =
        run(
            "alerts",
            "--from-beginning",
            "--brokers",
            broker.address(),
            "--client-config",
            file.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("refused", "Authentication failed");
    assertThatThrownBy(
            () ->
                ResidualJob.build(
                    StreamExecutionEnvironment.getExecutionEnvironment(),
                    new JobArguments("--config", config.toString()).toConfig()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("Authentication failed")
        .hasMessageContaining("kafka.")
        .satisfies(e -> assertThat(e.toString()).doesNotContain("wrong-secret-Zp3"));
    assertThat(err.toString()).doesNotContain("wrong-secret-Zp3");
    assertThat(log.text()).doesNotContain("wrong-secret-Zp3");
  }

  @Test
  @Order(5)
  void aSecretWithinAFaultyConfigurationIsNotRepeated() throws Exception {
    Properties faulty = broker.clientProperties(SecuredBroker.PASSWORD);
    faulty.setProperty("sasl.jaas.config", "ScramLoginModule " + SecuredBroker.PASSWORD);
    faulty.setProperty("ssl.truststore.password", SecuredBroker.STORE_PASSWORD + "x");
    Path config = jobConfig(faulty, "faulty-job.properties");

    assertThatThrownBy(
            () ->
                ResidualJob.build(
                    StreamExecutionEnvironment.getExecutionEnvironment(),
                    new JobArguments("--config", config.toString()).toConfig()))
        .isInstanceOf(InvalidConfigException.class)
        .satisfies(e -> noSecret(e.toString()));
  }

  @Test
  @Order(6)
  void noLogLineHoldsASecret() {
    assertThat(log.text()).contains("ConsumerConfig values", "[hidden]").satisfies(this::noSecret);
  }

  private void noSecret(String text) {
    assertThat(text).doesNotContain(SecuredBroker.PASSWORD, SecuredBroker.STORE_PASSWORD);
  }

  /** All that Flink's web interface shows of a job and of the cluster. */
  private static String webInterface(EmbeddedFlink flink, JobClient job) throws Exception {
    String jobs = "/jobs/" + job.getJobID();
    StringBuilder pages = new StringBuilder();
    List<String> paths = new ArrayList<>();
    for (String page : List.of("", "/config", "/plan", "/exceptions", "/checkpoints/config")) {
      paths.add(jobs + page);
    }
    paths.addAll(List.of("/config", "/jobmanager/config", "/jobmanager/environment"));
    for (JsonNode vertex : new JsonMapper().readTree(get(flink, jobs)).path("vertices")) {
      paths.add(jobs + "/vertices/" + vertex.path("id").asText());
    }
    for (String path : paths) {
      pages.append(get(flink, path)).append('\n');
    }
    return pages.toString();
  }

  private static String get(EmbeddedFlink flink, String path) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(flink.webInterface() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response.body();
  }
}
