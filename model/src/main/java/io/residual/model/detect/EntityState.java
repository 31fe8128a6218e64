package io.residual.model.detect;

import io.residual.model.policy.PolicyState;
import io.residual.model.threshold.ThresholdState;

/**
 * What is remembered of an entity between its records. Part of savepoints: public and made of what
 * Flink stores without Kryo; do not rename or retype.
 *
 * @param version of this layout, {@link #VERSION}
 * @param model that made the errors, see {@link io.residual.model.bundle.ModelFingerprint}
 * @param smoothed its smoothed error; NaN if it has had no error yet
 * @param threshold state of its threshold
 * @param policy its open incident
 */
public record EntityState(
    int version, long model, double smoothed, ThresholdState threshold, PolicyState policy) {

  /** The layout that this code writes. */
  public static final int VERSION = 1;
}
