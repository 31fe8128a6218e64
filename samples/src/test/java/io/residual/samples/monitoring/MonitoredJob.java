package io.residual.samples.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.job.ResidualJob;
import io.residual.job.config.JobConfig;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.samples.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The job, on a cluster whose metrics can be scraped, and a broker. */
final class MonitoredJob implements AutoCloseable {

  static final String INPUT = "telemetry";

  private static final String FEEDBACK = "feedback";

  /** Of the last record read, by partition. */
  private static final String CURRENT_OFFSET =
      "flink_taskmanager_job_task_operator_KafkaSourceReader_topic_partition_currentOffset";

  private static final int PARTITIONS = 2;
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedBroker broker;
  private final MiniCluster cluster;
  private final int port;

  private MonitoredJob(EmbeddedBroker broker, MiniCluster cluster, int port) {
    this.broker = broker;
    this.cluster = cluster;
    this.port = port;
  }

  /** Starts everything, and the job with the given bundle. */
  static MonitoredJob start(Path folder, ModelBundle bundle) throws Exception {
    int port = freePort();
    EmbeddedBroker broker = EmbeddedBroker.start();
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(folder, port))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(PARTITIONS)
                .build());
    MonitoredJob job = new MonitoredJob(broker, cluster, port);
    try {
      broker.createTopic(INPUT, PARTITIONS);
      broker.createTopic(FEEDBACK, 1);
      cluster.start();
      job.submit(folder, bundle);
    } catch (Exception e) {
      job.close();
      throw e;
    }
    return job;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The reporter as {@code docs/metrics.md} says. */
  private static Configuration configuration(Path folder, int port) {
    return Configuration.fromMap(
        Map.ofEntries(
            Map.entry("metrics.reporters", "prom"),
            Map.entry(
                "metrics.reporter.prom.factory.class",
                "org.apache.flink.metrics.prometheus.PrometheusReporterFactory"),
            Map.entry("metrics.reporter.prom.port", Integer.toString(port)),
            Map.entry("metrics.reporter.prom.filterLabelValueCharacters", "false"),
            Map.entry("rest.bind-port", "0"),
            Map.entry("restart-strategy.type", "fixed-delay"),
            Map.entry("restart-strategy.fixed-delay.attempts", "10"),
            Map.entry("restart-strategy.fixed-delay.delay", "200 ms"),
            Map.entry("execution.checkpointing.dir", folder.resolve("checkpoints").toUri() + ""),
            Map.entry("io.tmp.dirs", folder.resolve("flink").toString()),
            Map.entry("taskmanager.memory.managed.size", "16m"),
            Map.entry("taskmanager.memory.network.min", "32m"),
            Map.entry("taskmanager.memory.network.max", "32m")));
  }

  private void submit(Path folder, ModelBundle bundle) throws Exception {
    Path file = folder.resolve("model.residual");
    BundleWriter.write(bundle, file);
    URI rest = cluster.getRestAddress().get();
    Configuration client = new Configuration();
    client.set(DeploymentOptions.TARGET, "remote");
    client.set(DeploymentOptions.ATTACHED, false);
    client.set(RestOptions.ADDRESS, rest.getHost());
    client.set(RestOptions.PORT, rest.getPort());
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(client);
    Manifest model =
        ResidualJob.build(
            environment,
            JobConfig.of(
                Map.of(
                    "bundle",
                    file.toString(),
                    "brokers",
                    broker.bootstrapServers(),
                    "input.topic",
                    INPUT,
                    "checkpoint.interval",
                    "500 ms",
                    "drift.window",
                    "1000",
                    "feedback.topic",
                    FEEDBACK,
                    "metrics.entities",
                    "3",
                    "parallelism",
                    Integer.toString(PARTITIONS))));
    environment.executeAsync(ResidualJob.jobName(model));
  }

  /** Sends records and returns once the broker has them; null is a tombstone. */
  void send(List<String> records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < records.size(); i++) {
        String record = records.get(i);
        byte[] value = record == null ? null : record.getBytes(UTF_8);
        // By machine, as a producer would, so that an entity's records keep their order.
        int partition = record == null ? 0 : Math.floorMod(machine(record), PARTITIONS);
        var unused = producer.send(new ProducerRecord<>(INPUT, partition, null, value));
      }
    }
  }

  private static int machine(String record) {
    int at = record.indexOf("press-");
    return at < 0 ? 0 : record.charAt(at + "press-".length());
  }

  /** Where Prometheus finds the metrics. */
  String target() {
    return "127.0.0.1:" + port;
  }

  /** What the reporter says now. */
  Scrape scrape() throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create("http://" + target() + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("scrape: " + response.statusCode() + " " + response.body());
    }
    return Scrape.parse(response.body());
  }

  /** Scrapes until the condition holds. */
  Scrape await(String expectation, Predicate<Scrape> condition) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    Scrape scrape = scrape();
    while (!condition.test(scrape)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "not within " + DEADLINE + ": " + expectation + "; " + Account.of(scrape));
      }
      TimeUnit.MILLISECONDS.sleep(100);
      scrape = scrape();
    }
    return scrape;
  }

  /** Scrapes until so many records are read and accounted for. */
  Scrape awaitBalance(int records) throws Exception {
    return await(
        records + " records are accounted for",
        scrape -> Account.of(scrape).in() == records && Account.of(scrape).balanced());
  }

  /** Scrapes until the job has got to the end of so many records, wherever it began. */
  Scrape awaitOffset(int records) throws Exception {
    return await(
        "the job reads to the end",
        scrape ->
            scrape.sum(CURRENT_OFFSET, by -> by.get("topic").equals(INPUT)) == records - PARTITIONS
                && Account.of(scrape).balanced());
  }

  /** Ends the TaskManager as if its process had died, and starts another. */
  void replaceTaskManager() throws Exception {
    cluster.terminateTaskManager(0).get();
    cluster.startTaskManager();
  }

  @Override
  public void close() {
    try {
      cluster.closeAsync().join();
    } finally {
      broker.close();
    }
  }
}
