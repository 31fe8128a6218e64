package io.residual.job;

import io.residual.model.bundle.Manifest;
import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.ThresholdOverrides;
import io.residual.model.error.Calibration;
import io.residual.model.threshold.RollingThreshold;
import io.residual.model.threshold.ThresholdSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses threshold settings that do not fit the model, and points at those that do not alert. */
final class ThresholdCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ThresholdCheck.class);

  /** The largest risk that can be set, and what rounding adds. */
  private static final double ALWAYS = 0.101;

  /** A normal record a second exceeds such a threshold once in thirty years. */
  private static final double NEVER = 1e-9;

  /** Nor is a threshold out of reach that is not far above what calibration rows reached. */
  private static final double FAR = 10;

  private ThresholdCheck() {}

  /**
   * Checks the settings that the job will go by.
   *
   * @return a warning about a threshold that hardly any record will ever exceed; empty if there is
   *     none
   * @throws InvalidConfigException if settings contradict each other or the bundle's, or if the
   *     threshold lies among normal errors
   */
  static Optional<String> check(Manifest model, ThresholdOverrides overrides)
      throws InvalidConfigException {
    ThresholdSettings settings;
    try {
      settings = overrides.applyTo(model.threshold());
    } catch (IllegalArgumentException e) {
      throw fault("cannot be used: " + e.getMessage(), "change these options");
    }
    return check(model.calibration(), settings);
  }

  static Optional<String> check(Calibration calibration, ThresholdSettings settings)
      throws InvalidConfigException {
    RollingThreshold rule = settings.rolling(calibration);
    double threshold = rule.threshold(rule.initial());
    double probability = calibration.tailProbability(threshold);
    if (probability > ALWAYS) {
      throw fault(
          String.format(
              Locale.ROOT,
              "gives a threshold of %.3g, which %.0f%% of normal records exceed",
              threshold,
              100 * probability),
          "give a larger threshold.k, or threshold.k=auto and a threshold.risk");
    }
    double excess = threshold / Math.max(Float.MIN_NORMAL, calibration.largest());
    if (probability >= NEVER || excess < FAR) {
      return Optional.empty();
    }
    String warning =
        String.format(
            Locale.ROOT,
            "The threshold of new entities is %.3g, %.1f times the largest error of %d calibration"
                + " rows: hardly any record will raise an alert. A larger threshold.risk or a smaller"
                + " threshold.k is more watchful.",
            threshold,
            excess,
            calibration.count());
    LOG.warn(warning);
    return Optional.of(warning);
  }

  private static InvalidConfigException fault(String problem, String remedy) {
    return new InvalidConfigException(
        "the job's configuration", List.of(new ConfigFault("threshold", problem, remedy)));
  }
}
