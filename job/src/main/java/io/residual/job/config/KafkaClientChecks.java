package io.residual.job.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Has Kafka check the properties of its clients, so that a wrong one does not show only in the
 * tasks, which would restart for ever.
 *
 * <p>Left to the tasks are classes, which the submitting machine may lack, and values that a {@code
 * config.providers} supplies there.
 */
final class KafkaClientChecks {

  private static final String REMEDY = "see Kafka's documentation of the property";

  private final OptionValues values;
  private final Set<String> reported = new HashSet<>();

  private KafkaClientChecks(OptionValues values) {
    this.values = values;
  }

  static void check(JobConfig config, OptionValues values) {
    KafkaClientChecks checks = new KafkaClientChecks(values);
    checks.consumer(config);
    checks.producer(config);
  }

  private void consumer(JobConfig config) {
    Map<String, String> given = merged(config.kafka().common(), config.kafka().source());
    Map<String, String> properties = usable(ConsumerConfig.configDef(), given);
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
    properties.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, "residual");
    String prefix = KafkaProperties.PREFIX + KafkaProperties.SOURCE;
    if (eachIsValid(ConsumerConfig.configDef(), properties, prefix, config.kafka().source())) {
      together(prefix, () -> new ConsumerConfig(new HashMap<>(properties)));
    }
  }

  private void producer(JobConfig config) {
    Map<String, String> given = merged(config.kafka().common(), config.kafka().sink());
    Map<String, String> properties = usable(ProducerConfig.configDef(), given);
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    properties.put(
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    if (config.transactions().guarantee() == Delivery.EXACTLY_ONCE) {
      properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "residual");
    }
    String prefix = KafkaProperties.PREFIX + KafkaProperties.SINK;
    if (eachIsValid(ProducerConfig.configDef(), properties, prefix, config.kafka().sink())) {
      together(prefix, () -> deliveryTimeout(new ProducerConfig(new HashMap<>(properties)), given));
    }
  }

  /** Kafka checks this only when it makes a producer. */
  private static void deliveryTimeout(ProducerConfig config, Map<String, String> given) {
    long least =
        config.getLong(ProducerConfig.LINGER_MS_CONFIG)
            + config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
    if (given.containsKey(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)
        && config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) < least) {
      throw new ConfigException(
          "delivery.timeout.ms must be at least linger.ms plus request.timeout.ms, which is "
              + least);
    }
  }

  private static Map<String, String> merged(
      Map<String, String> common, Map<String, String> special) {
    Map<String, String> merged = new HashMap<>(common);
    merged.putAll(special);
    return merged;
  }

  /** The properties that can be checked here. */
  private static Map<String, String> usable(ConfigDef definition, Map<String, String> given) {
    boolean provided = given.containsKey("config.providers");
    Map<String, String> usable = new HashMap<>();
    given.forEach(
        (key, value) -> {
          ConfigDef.ConfigKey known = definition.configKeys().get(key);
          if (known != null
              && known.type() != ConfigDef.Type.CLASS
              && !key.startsWith("config.providers")
              && !(provided && value.contains("${"))) {
            usable.put(key, value);
          }
        });
    return usable;
  }

  private boolean eachIsValid(
      ConfigDef definition,
      Map<String, String> properties,
      String specialPrefix,
      Map<String, String> special) {
    boolean valid = true;
    for (Map.Entry<String, ConfigValue> entry : definition.validateAll(properties).entrySet()) {
      String property = entry.getKey();
      if (entry.getValue().errorMessages().isEmpty() || !properties.containsKey(property)) {
        continue;
      }
      valid = false;
      String key =
          (special.containsKey(property) ? specialPrefix : KafkaProperties.PREFIX) + property;
      if (reported.add(key)) {
        boolean secret = definition.configKeys().get(property).type() == ConfigDef.Type.PASSWORD;
        values.fault(
            key,
            secret
                ? "is refused by Kafka"
                : "is '"
                    + properties.get(property)
                    + "', which Kafka refuses: "
                    + reason(property, entry.getValue().errorMessages().get(0)),
            REMEDY);
      }
    }
    return valid;
  }

  /** Kafka repeats key and value before it comes to the point. */
  private static String reason(String property, String message) {
    String introduction = "for configuration " + property + ": ";
    int at = message.indexOf(introduction);
    return at < 0 ? message : message.substring(at + introduction.length());
  }

  /** What only shows in several properties together. */
  private void together(String prefix, Runnable construction) {
    try {
      construction.run();
    } catch (ConfigException e) {
      if (reported.add(e.getMessage())) {
        values.fault(
            prefix.substring(0, prefix.length() - 1),
            "has properties, with those of all clients, that Kafka refuses together: "
                + e.getMessage(),
            "change one of them");
      }
    }
  }
}
