package io.residual.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flink ignores a setting that it does not know: every key must be one of an option's. */
class SettingKeysTest {

  private static final List<Class<?>> OPTIONS =
      List.of(
          CheckpointingOptions.class,
          CoreOptions.class,
          HighAvailabilityOptions.class,
          JobManagerOptions.class,
          MetricOptions.class,
          PipelineOptions.class,
          RestartStrategyOptions.class,
          StateBackendOptions.class,
          TaskManagerOptions.class);

  private static Set<String> known() throws IllegalAccessException {
    Set<String> keys = new TreeSet<>();
    for (Class<?> options : OPTIONS) {
      for (Field field : options.getFields()) {
        if (Modifier.isStatic(field.getModifiers())
            && ConfigOption.class.isAssignableFrom(field.getType())) {
          ConfigOption<?> option = (ConfigOption<?>) field.get(null);
          keys.add(option.key());
          for (FallbackKey other : option.fallbackKeys()) {
            keys.add(other.getKey());
          }
        }
      }
    }
    return keys;
  }

  /**
   * Those of Kubernetes and of the operator are checked with the operator; reporters have their
   * own.
   */
  private static boolean isFlinksOwn(String key) {
    return !key.startsWith("kubernetes.")
        && !key.startsWith("job.autoscaler.")
        && !key.startsWith("metrics.reporter.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "production", "production-kafka"})
  void flinkKnowsThem(String overlay) throws Exception {
    Set<String> keys = new TreeSet<>();
    Overlay.render(overlay)
        .flinkDeployment()
        .at("/spec/flinkConfiguration")
        .fieldNames()
        .forEachRemaining(keys::add);
    keys.removeIf(key -> !isFlinksOwn(key));

    assertThat(keys).hasSizeGreaterThan(10);
    assertThat(known()).containsAll(keys).doesNotContain("execution.checkpointing.save-point-dir");
  }
}
