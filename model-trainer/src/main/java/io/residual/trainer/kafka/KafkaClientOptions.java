package io.residual.trainer.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options by which a command reaches a Kafka cluster; mixed into each such command. */
public final class KafkaClientOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--brokers",
      paramLabel = "HOST:PORT[,...]",
      defaultValue = "localhost:9092",
      description = "Brokers to connect to first (default: ${DEFAULT-VALUE}).")
  private String brokers;

  @Option(
      names = "--client-config",
      paramLabel = "FILE",
      description = "Properties file with Kafka client settings, such as TLS and SASL.")
  private Path configFile;

  @Option(
      names = "--property",
      paramLabel = "KEY=VALUE",
      description = "One Kafka client setting; may be repeated, and wins over --client-config.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "How long to wait for a broker to answer (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  /** The addresses as given. */
  public String brokers() {
    return brokers;
  }

  /** How long to wait for a broker's first answer. */
  public Duration timeout() {
    return timeout;
  }

  /**
   * The settings for any Kafka client: the file's, then the single ones, then the brokers.
   *
   * @throws ParameterException if the file cannot be read
   */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    if (configFile != null) {
      Properties file = new Properties();
      try (Reader reader = Files.newBufferedReader(configFile)) {
        file.load(reader);
      } catch (IOException e) {
        throw new ParameterException(
            command.commandLine(),
            "--client-config: cannot read " + configFile + "; give a readable properties file",
            e);
      }
      file.stringPropertyNames().forEach(key -> settings.put(key, file.getProperty(key)));
    }
    settings.putAll(properties);
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
    return settings;
  }

  /** A connection to ask the cluster what it has, before the work begins. */
  public ClusterCheck check() {
    return new ClusterCheck(settings(), timeout);
  }
}
