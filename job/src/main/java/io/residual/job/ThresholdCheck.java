package io.residual.job;

import io.residual.model.bundle.Manifest;
import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.ThresholdOverrides;
import io.residual.model.error.Calibration;
import io.residual.model.threshold.ThresholdReach;
import io.residual.model.threshold.ThresholdSettings;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses threshold settings that do not fit the model, and points at those that do not alert. */
final class ThresholdCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ThresholdCheck.class);

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
    ThresholdReach reach = new ThresholdReach(calibration, settings);
    Optional<String> always = reach.amongNormalErrors();
    if (always.isPresent()) {
      throw fault(
          always.get(), "give a larger threshold.k, or threshold.k=auto and a threshold.risk");
    }
    Optional<String> never = reach.outOfReach();
    never.ifPresent(LOG::warn);
    return never;
  }

  private static InvalidConfigException fault(String problem, String remedy) {
    return new InvalidConfigException(
        "the job's configuration", List.of(new ConfigFault("threshold", problem, remedy)));
  }
}
