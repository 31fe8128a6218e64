package io.residual.job.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fewest options that a job takes, for tests of all others. */
final class MinimalOptions {

  private static final Map<String, String> REQUIRED =
      Map.of("bundle", "presses.bundle", "brokers", "localhost:9092", "input.topic", "telemetry");

  /** Those options and the given ones; key after key, each with its value. */
  static Map<String, String> with(String... keysAndValues) {
    Map<String, String> options = new HashMap<>(REQUIRED);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      options.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return options;
  }

  /** What is wrong with the options; nothing if they are taken. */
  static List<ConfigFault> faults(Map<String, String> options) {
    InvalidConfigException refusal =
        catchThrowableOfType(InvalidConfigException.class, () -> JobConfig.of(options));
    return refusal == null ? List.of() : refusal.faults();
  }

  private MinimalOptions() {}
}
