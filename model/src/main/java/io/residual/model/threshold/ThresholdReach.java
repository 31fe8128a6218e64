package io.residual.model.threshold;

import io.residual.model.error.Calibration;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a threshold lies where errors are: one among normal errors alerts all the time, one far
 * beyond all of them never does. Judged by the threshold that an entity begins with.
 */
public final class ThresholdReach {

  /** The largest risk that can be set, and what rounding adds. */
  private static final double ALWAYS = 0.101;

  /** A normal record a second exceeds such a threshold once in thirty years. */
  private static final double NEVER = 1e-9;

  /** Nor is a threshold out of reach that is not far above what calibration rows reached. */
  private static final double FAR = 10;

  private final Calibration calibration;
  private final double threshold;
  private final double probability;

  /** The reach of the threshold that the given settings make of the calibration. */
  public ThresholdReach(Calibration calibration, ThresholdSettings settings) {
    this.calibration = calibration;
    RollingThreshold rule = settings.rolling(calibration);
    threshold = rule.threshold(rule.initial());
    probability = calibration.tailProbability(threshold);
  }

  /** What is wrong with a threshold that lies among normal errors; empty if it does not. */
  public Optional<String> amongNormalErrors() {
    if (probability <= ALWAYS) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "gives a threshold of %.3g, which %.0f%% of normal records exceed",
            threshold,
            100 * probability));
  }

  /** What to say of a threshold that hardly any error will ever exceed; empty if some will. */
  public Optional<String> outOfReach() {
    double excess = threshold / Math.max(Float.MIN_NORMAL, calibration.largest());
    if (probability >= NEVER || excess < FAR) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "The threshold of new entities is %.3g, %.1f times the largest error of %d calibration"
                + " rows: hardly any record will raise an alert. A larger threshold.risk or a smaller"
                + " threshold.k is more watchful.",
            threshold,
            excess,
            calibration.count()));
  }
}
