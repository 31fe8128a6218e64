package io.residual.samples.broker;

import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, broker and controller at once, in this JVM and on the loopback interface only.
 *
 * <p>It is the real broker, not a mock: transactions, consumer groups and {@code read_committed}
 * behave as on a cluster, and a broker started again on the same directory has its records still.
 * Not for production: every replication factor is 1.
 *
 * <p>Thread-safe once started.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(30);

  /**
   * A port found free can be taken before the broker binds it; more than a few times is a fault.
   */
  private static final int START_ATTEMPTS = 4;

  private final KafkaRaftServer server;
  private final BrokerDirectory directory;
  private final int port;
  private final Map<String, String> clientProperties;
  private boolean closed;

  private EmbeddedBroker(
      KafkaRaftServer server,
      BrokerDirectory directory,
      int port,
      Map<String, String> clientProperties) {
    this.server = server;
    this.directory = directory;
    this.port = port;
    this.clientProperties = Map.copyOf(clientProperties);
  }

  /** Starts a broker with a private directory on any free port. */
  public static EmbeddedBroker start() {
    return builder().start();
  }

  /** Describes a broker to start. */
  public static Builder builder() {
    return new Builder();
  }

  /** The address for {@code bootstrap.servers}, as {@code host:port}. */
  public String bootstrapServers() {
    return BrokerProperties.HOST + ":" + port;
  }

  /** The port that clients connect to. */
  public int port() {
    return port;
  }

  /** The directory that holds the log segments. */
  public Path dataDirectory() {
    return directory.path();
  }

  /**
   * Creates a topic, and leaves it alone if it exists.
   *
   * @throws IllegalStateException if the broker refuses it or does not answer within 30 seconds
   */
  public void createTopic(String name, int partitions) {
    Map<String, Object> settings = new HashMap<>(clientProperties);
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
          .all()
          .get(ADMIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("cannot create topic " + name, e.getCause());
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "cannot create topic " + name + ": no answer within " + ADMIN_TIMEOUT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topic " + name, e);
    }
  }

  /** Stops the broker and, if the directory is its own, deletes it. Closing twice is harmless. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      server.shutdown();
      server.awaitShutdown();
    } finally {
      directory.release();
    }
  }

  /** The settings of a broker to start. */
  public static final class Builder {

    private Path dataDirectory;
    private int preferredPort;
    private Consumer<String> notices = LOG::warn;
    private final Map<String, String> brokerProperties = new HashMap<>();
    private final Map<String, String> clientProperties = new HashMap<>();

    private Builder() {}

    /** Keeps the records in this directory; by default a private one, deleted on close. */
    public Builder dataDirectory(Path dataDirectory) {
      this.dataDirectory = dataDirectory;
      return this;
    }

    /** The port to use if it is free; 0, the default, takes any free one. */
    public Builder preferredPort(int preferredPort) {
      if (preferredPort < 0 || preferredPort > 65_535) {
        throw new IllegalArgumentException(
            "port " + preferredPort + " is not a port; give 0 (any free one) to 65535");
      }
      this.preferredPort = preferredPort;
      return this;
    }

    /** Receives what the user should know, such as a busy port; by default a log warning. */
    public Builder notices(Consumer<String> notices) {
      this.notices = notices;
      return this;
    }

    /** Sets a broker property, and wins over this class's own. */
    public Builder brokerProperty(String key, String value) {
      brokerProperties.put(key, value);
      return this;
    }

    /** Sets a property of this class's own admin client, such as credentials. */
    public Builder clientProperty(String key, String value) {
      clientProperties.put(key, value);
      return this;
    }

    /**
     * Starts the broker and returns when it serves clients.
     *
     * @throws IllegalStateException if it does not start; nothing is left behind then
     */
    public EmbeddedBroker start() {
      BrokerDirectory directory =
          dataDirectory == null ? BrokerDirectory.temporary() : BrokerDirectory.at(dataDirectory);
      try {
        return start(directory);
      } catch (RuntimeException e) {
        directory.release();
        throw e;
      }
    }

    private EmbeddedBroker start(BrokerDirectory directory) {
      directory.formatIfNew();
      int port = preferredPort;
      for (int attempt = 1; ; attempt++) {
        if (port == 0 || !LoopbackPorts.isFree(port)) {
          int free = LoopbackPorts.anyFree();
          if (port != 0) {
            notices.accept("port " + port + " is busy; the broker uses port " + free + " instead");
          }
          port = free;
        }
        Properties properties =
            BrokerProperties.of(
                directory.path(), port, LoopbackPorts.anyFreeExcept(port), brokerProperties);
        try {
          return new EmbeddedBroker(serve(properties), directory, port, clientProperties);
        } catch (IllegalStateException e) {
          if (attempt == START_ATTEMPTS || !causedByBusyPort(e)) {
            throw e;
          }
          LOG.info("A port was taken while the broker started; trying another", e);
        }
      }
    }

    private static KafkaRaftServer serve(Properties properties) {
      FaultContainment.install();
      KafkaRaftServer server = null;
      try {
        server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        return server;
      } catch (Exception e) {
        if (server != null) {
          server.shutdown();
          server.awaitShutdown();
        }
        throw new IllegalStateException("the broker did not start: " + e.getMessage(), e);
      }
    }

    private static boolean causedByBusyPort(Throwable failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException) {
          return true;
        }
      }
      return false;
    }
  }
}
