package io.residual.model.detect;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelFingerprint;
import io.residual.model.sequence.ErrorSmoothing;
import io.residual.model.threshold.Comparison;
import io.residual.model.threshold.RollingThreshold;
import io.residual.model.threshold.SeasonState;
import io.residual.model.threshold.SeasonalLevel;
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
  private final SeasonalLevel season;
  private final Long idleMillis;
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
    season =
        settings.season() == null
            ? null
            : new SeasonalLevel(settings.season(), manifest.calibration());
    idleMillis = settings.idleMillis();
    double lowest = season == null ? threshold.lowest() : threshold.lowest() / SeasonalLevel.MOST;
    // A smoothed error may exceed the threshold at a record whose own does not.
    harmless = smoothing.active() ? Double.NEGATIVE_INFINITY : lowest;
  }

  /** The state of an entity that was never seen: that of the calibration rows. */
  private EntityState initial(long eventTimeMillis) {
    return new EntityState(
        EntityState.VERSION,
        model,
        eventTimeMillis,
        ErrorSmoothing.NONE,
        threshold.initial(),
        season == null ? null : season.initial());
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
   * <p>An entity begins again from the calibration if its state is of no use: if another model made
   * it, whose errors are not on one scale with this one's, or another version of this code, or a
   * job with settings that do not fit; or if the record's event time is later by more than the idle
   * time than that of the record before it. A record that is earlier, however much, goes on with
   * the state. An error that is not finite decides nothing and teaches nothing.
   *
   * @param state that the record before it left; null for an entity that was never seen. Must not
   *     be used any more afterwards
   * @param error of the record as the network gave it
   * @param eventTimeMillis of the record
   */
  public Detection observe(EntityState state, double error, long eventTimeMillis) {
    EntityState current = usable(state, eventTimeMillis) ? state : initial(eventTimeMillis);
    double factor = factor(current, eventTimeMillis);
    if (!Double.isFinite(error)) {
      double limit = factor * threshold.threshold(current.threshold());
      return new Detection(error, limit, Double.NaN, false, current);
    }
    double smoothed = smoothing.next(current.smoothed(), error);
    Comparison comparison =
        threshold.observe(current.threshold(), smoothed / factor, eventTimeMillis);
    double limit = factor * comparison.threshold();
    boolean anomalous = smoothed > limit;
    return new Detection(
        smoothed,
        limit,
        anomalous ? threshold.severity(smoothed, limit) : 0,
        anomalous,
        new EntityState(
            EntityState.VERSION,
            model,
            eventTimeMillis,
            smoothed,
            comparison.next(),
            anomalous ? current.season() : learnt(current.season(), smoothed, eventTimeMillis)));
  }

  private double factor(EntityState state, long eventTimeMillis) {
    return season == null || !season.accepts(state.season())
        ? 1
        : season.factor(state.season(), eventTimeMillis);
  }

  /** The season of a job that was resumed with another one, or with one at last, begins anew. */
  private SeasonState learnt(SeasonState state, double error, long eventTimeMillis) {
    return season == null
        ? null
        : season.learn(season.accepts(state) ? state : season.initial(), error, eventTimeMillis);
  }

  private boolean usable(EntityState state, long eventTimeMillis) {
    return state != null
        && state.version() == EntityState.VERSION
        && state.model() == model
        && threshold.accepts(state.threshold())
        && !idle(state.eventTimeMillis(), eventTimeMillis);
  }

  private boolean idle(long lastMillis, long millis) {
    // As double: the difference of two far-off times does not overflow.
    return idleMillis != null && (double) millis - lastMillis > idleMillis;
  }
}
