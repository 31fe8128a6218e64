package io.residual.samples.cluster;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** A Kafka broker as users run it: a process of its own, controller and broker in one. */
final class BrokerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  private final int port;
  private final JavaProcess process;

  private BrokerProcess(int port, JavaProcess process) {
    this.port = port;
    this.process = process;
  }

  /** Formats a new storage folder under {@code root} and waits until the broker answers. */
  static BrokerProcess start(Path root) throws Exception {
    Files.createDirectories(root);
    List<Integer> ports = Ports.free(2);
    Path properties = root.resolve("server.properties");
    Files.writeString(properties, serverProperties(root, ports.get(0), ports.get(1)));
    format(properties);
    JavaProcess process =
        JavaProcess.start(
            "broker",
            root,
            classPath(),
            List.of("-Xmx512m", "-Dlog4j2.level=WARN"),
            "kafka.Kafka",
            List.of(properties.toString()),
            Map.of());
    BrokerProcess broker = new BrokerProcess(ports.get(0), process);
    try {
      Await.answer("an answering broker", START, broker::nodes, process::output);
    } catch (Exception e) {
      broker.close();
      throw e;
    }
    return broker;
  }

  private static String serverProperties(Path root, int port, int controllerPort) {
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@localhost:%2$d
        listeners=PLAINTEXT://localhost:%1$d,CONTROLLER://localhost:%2$d
        advertised.listeners=PLAINTEXT://localhost:%1$d
        controller.listener.names=CONTROLLER
        log.dirs=%3$s
        num.partitions=1
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        """
        .formatted(port, controllerPort, root.resolve("kafka-logs"));
  }

  private static void format(Path properties) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int status =
        StorageTool.execute(
            new String[] {
              "format", "-t", Uuid.randomUuid().toString(), "-c", properties.toString()
            },
            new PrintStream(output, true, StandardCharsets.UTF_8));
    if (status != 0) {
      throw new IOException("Formatting failed: " + output.toString(StandardCharsets.UTF_8));
    }
  }

  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> entry.toString().endsWith(".jar"))
        .toList();
  }

  private Optional<Integer> nodes() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("The broker ended:\n" + process.output());
    }
    if (!Ports.isListening(port)) {
      // Asking sooner makes the client log a warning an attempt.
      return Optional.empty();
    }
    try (Admin admin = admin()) {
      int nodes = admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).size();
      return nodes == 0 ? Optional.empty() : Optional.of(nodes);
    } catch (ExecutionException | TimeoutException e) {
      // Not up yet: ask again.
      return Optional.empty();
    }
  }

  String bootstrapServers() {
    return "localhost:" + port;
  }

  void createTopics(String... names) throws Exception {
    try (Admin admin = admin()) {
      admin
          .createTopics(Arrays.stream(names).map(name -> new NewTopic(name, 1, (short) 1)).toList())
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  @Override
  public void close() {
    process.close();
  }
}
