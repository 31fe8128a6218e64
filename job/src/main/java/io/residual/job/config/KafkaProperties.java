package io.residual.job.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * Properties that go to Kafka's clients as they are: {@code kafka.X} to all, {@code kafka.source.X}
 * to the consumer and {@code kafka.sink.X} to the producers.
 */
final class KafkaProperties {

  static final String PREFIX = "kafka.";
  static final String SOURCE = "source.";
  static final String SINK = "sink.";

  /** Properties with an option of ours, or that the job must decide itself. */
  private static final Map<String, String> TAKEN =
      Map.ofEntries(
          Map.entry("bootstrap.servers", "use brokers"),
          Map.entry("group.id", "use group.id, without kafka."),
          Map.entry("auto.offset.reset", "use starting-offsets"),
          Map.entry("enable.auto.commit", "leave it out; offsets are committed with checkpoints"),
          Map.entry("transactional.id", "use transaction.id-prefix"),
          Map.entry("transaction.timeout.ms", "use transaction.timeout"),
          Map.entry("max.request.size", "use max-message-size"),
          Map.entry("key.serializer", "leave it out; the job writes bytes"),
          Map.entry("value.serializer", "leave it out; the job writes bytes"),
          Map.entry("key.deserializer", "leave it out; the job reads bytes"),
          Map.entry("value.deserializer", "leave it out; the job reads bytes"));

  private KafkaProperties() {}

  static JobConfig.Kafka read(OptionValues values, String brokers) {
    Map<String, String> common = values.below(PREFIX);
    common.keySet().removeIf(key -> key.startsWith(SOURCE) || key.startsWith(SINK));
    return new JobConfig.Kafka(
        brokers,
        checked(PREFIX, common, values),
        checked(PREFIX + SOURCE, values.below(PREFIX + SOURCE), values),
        checked(PREFIX + SINK, values.below(PREFIX + SINK), values));
  }

  private static Map<String, String> checked(
      String prefix, Map<String, String> properties, OptionValues values) {
    Map<String, String> allowed = new TreeMap<>(properties);
    TAKEN.forEach(
        (property, remedy) -> {
          if (allowed.remove(property) != null) {
            values.fault(prefix + property, "cannot be set", remedy);
          }
        });
    return allowed;
  }
}
