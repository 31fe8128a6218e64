package io.residual.job.config;

import static io.residual.job.config.MinimalOptions.faults;
import static io.residual.job.config.MinimalOptions.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.config.ConfigFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties of the Kafka clients among the job's options: checked, and never shown if secret. */
class KafkaPropertiesTest {

  @Test
  void aSecretUnderAWrongKeyIsNotShown() {
    assertThat(faults(with("ssl.key.password", "hunter2")))
        .extracting(ConfigFault::toString)
        .allSatisfy(
            fault -> assertThat(fault).contains("ssl.key.password").doesNotContain("hunter2"));
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.sink.acks, 77",
    "kafka.sink.linger.ms, soon",
    "kafka.source.isolation.level, foo",
    "kafka.source.fetch.min.bytes, -1",
    "kafka.security.protocol, TLS",
    "kafka.request.timeout.ms, x"
  })
  void kafkaChecksTheClientsProperties(String key, String value) {
    assertThat(faults(with(key, value, "batch.size", "0")))
        .extracting(ConfigFault::key)
        .containsExactlyInAnyOrder(key, "batch.size");
    assertThat(faults(with(key, value)).get(0).problem())
        .startsWith("is '" + value + "', which Kafka refuses: ")
        .doesNotContain("Exception");
  }

  @Test
  void kafkaChecksPropertiesTogether() {
    assertThat(faults(with("kafka.sink.acks", "1")))
        .extracting(ConfigFault::key)
        .containsExactly("kafka.sink");
    assertThat(faults(with("kafka.sink.acks", "1", "delivery", "at-least-once"))).isEmpty();
    assertThat(faults(with("kafka.sink.delivery.timeout.ms", "1000")))
        .extracting(ConfigFault::toString)
        .singleElement()
        .asString()
        .contains("delivery.timeout.ms must be at least");
  }

  @Test
  void whatOnlyTheTasksCanKnowIsLeftToThem() {
    assertThat(
            faults(
                with(
                    "kafka.config.providers", "env",
                    "kafka.config.providers.env.class", "absent.Provider",
                    "kafka.sink.linger.ms", "${env:LINGER}",
                    "kafka.sasl.login.callback.handler.class", "absent.Handler",
                    "kafka.security.protocol", "SASL_SSL",
                    "kafka.sasl.jaas.config", "absent.Module required password=hunter2;",
                    "kafka.ssl.truststore.location", "/absent")))
        .isEmpty();
  }

  @Test
  void secretsOfTheClientsAreNotShown() {
    assertThat(
            faults(
                with(
                    "kafka.sink.acks", "77",
                    "kafka.ssl.key.password", "hunter2",
                    "kafka.source.ssl.keystore.key", "hunter2")))
        .extracting(ConfigFault::toString)
        .hasSize(1)
        .noneMatch(fault -> fault.contains("hunter2"));
  }
}
