package io.residual.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.job.config.JobConfig;
import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrokerRulesTest {

  private static final BrokerFacts FINE =
      new BrokerFacts(Set.of(), Map.of("alerts", 1_048_588), Optional.of(Duration.ofMinutes(15)));

  private static JobConfig config(String... keysAndValues) throws InvalidConfigException {
    Map<String, String> options = new HashMap<>();
    options.put("bundle", "b");
    options.put("brokers", "localhost:1");
    options.put("input.topic", "telemetry");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      options.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return JobConfig.of(options);
  }

  @Test
  void defaultsSuitBrokersWithDefaults() throws Exception {
    assertThat(BrokerRules.faults(config(), FINE)).isEmpty();
  }

  @Test
  void aMissingInputIsAFaultAMissingOutputIsCreated() throws Exception {
    BrokerFacts empty =
        new BrokerFacts(Set.of("telemetry", "alerts", "dead-letters"), Map.of(), Optional.empty());

    assertThat(BrokerRules.faults(config(), empty))
        .extracting(ConfigFault::toString)
        .containsExactly(
            "input.topic: 'telemetry' does not exist on localhost:1; check its name, or create it:"
                + " kafka-topics.sh --bootstrap-server localhost:1 --create --topic telemetry");
    assertThat(BrokerRules.faults(config("topics.create", "false"), empty))
        .extracting(ConfigFault::key)
        .containsExactly("input.topic", "topics.create", "topics.create");
  }

  @Test
  void theTransactionTimeoutMustBeOneThatTheBrokersAllow() throws Exception {
    assertThat(BrokerRules.faults(config("transaction.timeout", "20 min"), FINE))
        .extracting(ConfigFault::toString)
        .containsExactly(
            "transaction.timeout: is 20 min; the brokers allow 15 min; give less, or raise"
                + " transaction.max.timeout.ms on the brokers");
    assertThat(
            BrokerRules.faults(
                config("transaction.timeout", "20 min", "delivery", "at-least-once"), FINE))
        .isEmpty();
  }

  @Test
  void messagesMustFitTheTopics() throws Exception {
    assertThat(BrokerRules.faults(config("max-message-size", "2 mb"), FINE))
        .extracting(ConfigFault::key)
        .containsExactly("max-message-size");
  }

  @Test
  void brokersThatDoNotAnswerAreAFault() throws Exception {
    JobConfig config =
        config("kafka.default.api.timeout.ms", "500", "kafka.request.timeout.ms", "500");

    assertThatThrownBy(() -> BrokerCheck.check(config))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("brokers: 'localhost:1' cannot be asked")
        .hasMessageContaining("--startup.check false");
  }

  @Test
  void brokersThatAreNoAddressesAreAFault() throws Exception {
    JobConfig config = config("brokers", "nowhere");

    assertThatThrownBy(() -> BrokerCheck.check(config))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("brokers: 'nowhere' cannot be asked");
  }
}
