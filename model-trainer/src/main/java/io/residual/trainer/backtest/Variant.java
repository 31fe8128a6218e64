package io.residual.trainer.backtest;

import io.residual.model.config.DetectionSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One setting of the detector.
 *
 * @param overrides what takes the place of the bundle's settings, by the keys of the pipeline file
 * @param settings with the overrides in place
 */
public record Variant(Map<String, String> overrides, DetectionSettings settings) {

  /** Copies the map. */
  public Variant {
    overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
  }

  /** What it has other than the bundle, such as {@code threshold.risk=1e-5}; empty if nothing. */
  public String name() {
    return overrides.entrySet().stream()
        .map(override -> override.getKey() + "=" + override.getValue())
        .collect(Collectors.joining(" "));
  }

  /** Whether both decide alike, whatever they are called. */
  public boolean sameAs(Variant other) {
    return settings.equals(other.settings);
  }

  /** The name, or words where there is none. */
  public String title() {
    return overrides.isEmpty() ? "as the bundle says" : name();
  }
}
