package io.residual.model.threshold;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.residual.model.error.Calibration;

/**
 * How the rolling threshold is set.
 *
 * @param method what is remembered of an entity's errors; null is {@link Method#QUANTILE}
 * @param risk the probability with which a normal record of an entity as steady as the calibration
 *     rows may exceed the threshold; above 0, at most 0.1
 * @param quantile which quantile of an entity's recent errors, or peaks, tells its level; from 0.5
 *     up, below 1
 * @param window how many recent errors, or peaks, are kept for each entity; from 16 to 4096
 * @param floor the threshold never falls below this fraction of its calibrated value; from 0 to 1
 */
public record ThresholdSettings(
    @JsonInclude(JsonInclude.Include.NON_NULL) Method method,
    double risk,
    double quantile,
    int window,
    double floor) {

  /** What is remembered of an entity's errors. */
  public enum Method {
    /** The errors themselves: {@link QuantileThreshold}. */
    @JsonProperty("quantile")
    QUANTILE,
    /** The largest of each {@value PeakThreshold#BLOCK} errors: {@link PeakThreshold}. */
    @JsonProperty("peaks")
    PEAKS
  }

  /**
   * One false alarm in ten thousand records. The median is the level that creeping faults and rows
   * of anomalies just below the threshold move least; 240 errors keep an entity's state under 1 KB.
   */
  public static final ThresholdSettings DEFAULT = new ThresholdSettings(1e-4, 0.5, 240, 0.5);

  /**
   * For series: the level is the fourth highest of 120 peaks, which are those of 2,880 records. So
   * what has happened four times in that time raises no alert. The best of a grid of 140 settings
   * on the development half of NAB, over five differently trained models: chosen with its labels.
   * No floor to speak of: a series that has become quiet shall be heard when it stirs.
   */
  public static final ThresholdSettings PEAKS =
      new ThresholdSettings(Method.PEAKS, 1.5e-5, 0.97, 120, 0.05);

  /** Checks the ranges. */
  public ThresholdSettings {
    method = method == null ? Method.QUANTILE : method;
    require(risk > 0 && risk <= 0.1, "risk", risk, "above 0 and at most 0.1");
    require(quantile >= 0.5 && quantile < 1, "quantile", quantile, "at least 0.5 and below 1");
    require(window >= 16 && window <= 4096, "window", window, "from 16 to 4096");
    require(floor >= 0 && floor <= 1, "floor", floor, "from 0 to 1");
  }

  /** Settings of the method {@link Method#QUANTILE}. */
  public ThresholdSettings(double risk, double quantile, int window, double floor) {
    this(Method.QUANTILE, risk, quantile, window, floor);
  }

  /** What is set unless the pipeline file says otherwise. */
  public static ThresholdSettings defaults(Method method) {
    return method == Method.PEAKS ? PEAKS : DEFAULT;
  }

  /** The rule that goes by these settings. */
  public RollingThreshold rolling(Calibration calibration) {
    return method == Method.PEAKS
        ? new PeakThreshold(this, calibration)
        : new QuantileThreshold(this, calibration);
  }

  private static void require(boolean valid, String name, double value, String range) {
    if (!valid) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
    }
  }
}
