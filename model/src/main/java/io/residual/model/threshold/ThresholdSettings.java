package io.residual.model.threshold;

/**
 * How the rolling quantile threshold is set.
 *
 * @param risk the probability with which a normal record of an entity as steady as the calibration
 *     rows may exceed the threshold; above 0, at most 0.1
 * @param quantile which quantile of an entity's recent errors tells its level; from 0.5 up, below 1
 * @param window how many recent errors are kept for each entity; from 16 to 4096
 * @param floor the threshold never falls below this fraction of its calibrated value; from 0 to 1
 */
public record ThresholdSettings(double risk, double quantile, int window, double floor) {

  /**
   * One false alarm in ten thousand records. The median is the level that creeping faults and rows
   * of anomalies just below the threshold move least; 240 errors keep an entity's state under 1 KB.
   */
  public static final ThresholdSettings DEFAULT = new ThresholdSettings(1e-4, 0.5, 240, 0.5);

  /** Checks the ranges. */
  public ThresholdSettings {
    require(risk > 0 && risk <= 0.1, "risk", risk, "above 0 and at most 0.1");
    require(quantile >= 0.5 && quantile < 1, "quantile", quantile, "at least 0.5 and below 1");
    require(window >= 16 && window <= 4096, "window", window, "from 16 to 4096");
    require(floor >= 0 && floor <= 1, "floor", floor, "from 0 to 1");
  }

  private static void require(boolean valid, String name, double value, String range) {
    if (!valid) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
    }
  }
}
