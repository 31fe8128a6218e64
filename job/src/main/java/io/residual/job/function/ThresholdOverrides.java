package io.residual.job.function;

import io.residual.model.threshold.ThresholdSettings;
import java.io.Serializable;

/**
 * Threshold settings that take the place of the bundle's; null keeps the bundle's.
 *
 * @param risk see {@link ThresholdSettings#risk()}
 * @param quantile see {@link ThresholdSettings#quantile()}
 * @param window see {@link ThresholdSettings#window()}
 * @param floor see {@link ThresholdSettings#floor()}
 */
public record ThresholdOverrides(Double risk, Double quantile, Integer window, Double floor)
    implements Serializable {

  /** Everything as the bundle says. */
  public static final ThresholdOverrides NONE = new ThresholdOverrides(null, null, null, null);

  /**
   * The given settings with these in place.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public ThresholdSettings applyTo(ThresholdSettings settings) {
    return new ThresholdSettings(
        settings.method(),
        risk == null ? settings.risk() : risk,
        quantile == null ? settings.quantile() : quantile,
        window == null ? settings.window() : window,
        floor == null ? settings.floor() : floor,
        settings.k(),
        settings.depth(),
        settings.spanMillis(),
        settings.idleMillis(),
        settings.season());
  }
}
