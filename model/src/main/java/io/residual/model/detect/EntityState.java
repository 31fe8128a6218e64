package io.residual.model.detect;

import io.residual.model.policy.PolicyState;
import io.residual.model.threshold.SeasonState;
import io.residual.model.threshold.ThresholdState;

/**
 * What is remembered of an entity between its records. Part of savepoints: public and made of what
 * Flink stores without Kryo; do not rename or retype.
 *
 * @param version of this layout, {@link #VERSION}
 * @param model that made the errors, see {@link io.residual.model.bundle.ModelFingerprint}
 * @param eventTimeMillis of the record that came last
 * @param smoothed its smoothed error; NaN if it has had no error yet
 * @param threshold state of its threshold
 * @param season what is usual at which hour; null if the settings know of no season
 * @param policy its open incident
 */
public record EntityState(
    int version,
    long model,
    long eventTimeMillis,
    double smoothed,
    ThresholdState threshold,
    SeasonState season,
    PolicyState policy) {

  /** The layout that this code writes. */
  public static final int VERSION = 1;

  /** The same with another state of the policy. */
  EntityState with(PolicyState other) {
    return new EntityState(version, model, eventTimeMillis, smoothed, threshold, season, other);
  }
}
