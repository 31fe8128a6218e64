package io.residual.k8s.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.autoscaler.config.AutoScalerOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.config.FlinkConfigManager;
import org.apache.flink.kubernetes.operator.config.KubernetesOperatorConfigOptions;
import org.apache.flink.kubernetes.operator.validation.DefaultValidator;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The check by which the operator itself refuses a deployment. */
class OperatorValidationTest {

  private static final DefaultValidator VALIDATOR =
      new DefaultValidator(new FlinkConfigManager(new Configuration(), namespaces -> {}));

  private static Optional<String> refusal(FlinkDeployment deployment) {
    return VALIDATOR.validateDeployment(deployment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "production", "production-kafka"})
  void theOperatorTakesTheDeployment(String overlay) throws IOException {
    assertThat(refusal(OlderFlink.deployment(overlay))).isEmpty();
  }

  static Stream<Named<Consumer<FlinkDeployment>>> faults() {
    return Stream.of(
        Named.of("no place for savepoints", d -> settings(d).remove("state.savepoints.dir")),
        Named.of(
            "standby without high availability", d -> settings(d).remove("high-availability.type")),
        Named.of("no parallelism", d -> d.getSpec().getJob().setParallelism(0)),
        Named.of("no memory", d -> d.getSpec().getTaskManager().getResource().setMemory(null)),
        Named.of(
            "memory that is no size",
            d -> d.getSpec().getJobManager().getResource().setMemory("much")),
        Named.of(
            "a setting that is the operator's", d -> settings(d).put("kubernetes.namespace", "x")));
  }

  private static Map<String, String> settings(FlinkDeployment deployment) {
    return deployment.getSpec().getFlinkConfiguration();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void andRefusesFaultyOnes(Consumer<FlinkDeployment> fault) throws IOException {
    FlinkDeployment deployment = OlderFlink.deployment("production");
    fault.accept(deployment);
    assertThat(refusal(deployment)).isPresent();
  }

  /** Neither Flink nor the operator tells of a setting that it does not know. */
  @ParameterizedTest
  @ValueSource(strings = {"local", "production", "production-kafka"})
  void theOperatorKnowsItsSettings(String overlay) throws Exception {
    Set<String> known = new TreeSet<>();
    for (Class<?> options :
        List.of(
            KubernetesOperatorConfigOptions.class,
            AutoScalerOptions.class,
            KubernetesConfigOptions.class)) {
      for (Field field : options.getFields()) {
        if (ConfigOption.class.isAssignableFrom(field.getType())) {
          known.add(((ConfigOption<?>) field.get(null)).key());
        }
      }
    }
    Set<String> ours = new TreeSet<>(settings(OlderFlink.deployment(overlay)).keySet());
    ours.removeIf(key -> !key.startsWith("kubernetes.") && !key.startsWith("job.autoscaler."));
    assertThat(ours).hasSizeGreaterThan(3);
    assertThat(known).containsAll(ours);
  }
}
