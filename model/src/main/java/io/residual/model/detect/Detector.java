package io.residual.model.detect;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelFingerprint;
import io.residual.model.sequence.ErrorSmoothing;
import io.residual.model.threshold.Comparison;
import io.residual.model.threshold.RollingThreshold;
import io.residual.model.threshold.ThresholdSettings;

/**
 * Decides about records, one entity's after the other: smooths the error, compares it with the
 * entity's rolling threshold, teaches the threshold. The one place where this is done: the job, the
 * trainer's evaluation and backtests differ only in where they keep the states.
 *
 * <p>Holds no state of entities: immutable, thread safe, one instance serves all.
 */
public final class Detector {

  private final long model;
  private final ErrorSmoothing smoothing;
  private final RollingThreshold threshold;
  private final double harmless;

  /** A detector with the settings that the bundle brings along. */
  public Detector(Manifest manifest) {
    this(manifest, manifest.threshold());
  }

  /**
   * A detector with settings in place of the bundle's.
   *
   * @param manifest of the model whose errors are judged
   */
  public Detector(Manifest manifest, ThresholdSettings settings) {
    model = ModelFingerprint.of(manifest);
    smoothing = new ErrorSmoothing(manifest.window());
    threshold = settings.rolling(manifest.calibration());
    // A smoothed error may exceed the threshold at a record whose own does not.
    harmless = smoothing.active() ? Double.NEGATIVE_INFINITY : threshold.lowest();
  }

  /** The state of an entity that was never seen: that of the calibration rows. */
  public EntityState initial() {
    return new EntityState(EntityState.VERSION, model, ErrorSmoothing.NONE, threshold.initial());
  }

  /** The threshold that the first record of an entity meets. */
  public double initialThreshold() {
    return threshold.threshold(threshold.initial());
  }

  /** Errors up to this are never anomalous, whatever their entity's state is. */
  public double harmless() {
    return harmless;
  }

  /**
   * Decides about the next record of an entity, and takes it into account.
   *
   * <p>A state that another model made, or another version of this code, or a job with settings
   * that do not fit it, is not gone on with: errors of two models are not on one scale. The entity
   * then begins again from the calibration. An error that is not finite decides nothing and teaches
   * nothing.
   *
   * @param state that the record before it left; null for an entity that was never seen. Must not
   *     be used any more afterwards
   * @param error of the record as the network gave it
   * @param eventTimeMillis of the record
   */
  public Detection observe(EntityState state, double error, long eventTimeMillis) {
    EntityState current = usable(state) ? state : initial();
    if (!Double.isFinite(error)) {
      return new Detection(
          error, threshold.threshold(current.threshold()), Double.NaN, false, current);
    }
    double smoothed = smoothing.next(current.smoothed(), error);
    Comparison comparison = threshold.observe(current.threshold(), smoothed, eventTimeMillis);
    double limit = comparison.threshold();
    return new Detection(
        smoothed,
        limit,
        threshold.severity(smoothed, limit),
        smoothed > limit,
        new EntityState(EntityState.VERSION, model, smoothed, comparison.next()));
  }

  private boolean usable(EntityState state) {
    return state != null
        && state.version() == EntityState.VERSION
        && state.model() == model
        && threshold.accepts(state.threshold());
  }
}
