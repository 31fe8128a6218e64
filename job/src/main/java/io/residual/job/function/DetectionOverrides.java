package io.residual.job.function;

import io.residual.model.bundle.Manifest;
import io.residual.model.config.ThresholdOverrides;
import io.residual.model.detect.Detector;
import java.io.Serializable;

/**
 * Settings of detection that take the place of the bundle's.
 *
 * @param threshold of the rolling threshold
 * @param alerts of the alert policy
 */
public record DetectionOverrides(ThresholdOverrides threshold, AlertOverrides alerts)
    implements Serializable {

  /** Everything as the bundle says. */
  public static final DetectionOverrides NONE =
      new DetectionOverrides(ThresholdOverrides.NONE, AlertOverrides.NONE);

  /** These threshold settings, and the bundle's alert policy. */
  public static DetectionOverrides of(ThresholdOverrides threshold) {
    return new DetectionOverrides(threshold, AlertOverrides.NONE);
  }

  /**
   * A detector for the model with these settings in place.
   *
   * @throws IllegalArgumentException if they are out of range or do not fit the model
   */
  public Detector detector(Manifest manifest) {
    return new Detector(
        manifest, threshold.applyTo(manifest.threshold()), alerts.applyTo(manifest.alerts()));
  }
}
