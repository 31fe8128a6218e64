package io.residual.model.detect;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelFingerprint;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.policy.AlertPolicy;
import io.residual.model.policy.AlertSettings;
import io.residual.model.policy.Excuses;
import io.residual.model.policy.FieldEvidence;
import io.residual.model.policy.JudgedRecord;
import io.residual.model.policy.PolicyDecision;
import io.residual.model.policy.RowEvidence;
import io.residual.model.sequence.ErrorSmoothing;
import io.residual.model.threshold.Comparison;
import io.residual.model.threshold.RollingThreshold;
import io.residual.model.threshold.SeasonState;
import io.residual.model.threshold.SeasonalLevel;
import io.residual.model.threshold.ThresholdSettings;

/**
 * Decides about records, one entity's after the other: smooths the error, compares it with the
 * entity's rolling threshold, teaches the threshold, asks the alert policy. The one place where
 * this is done: the job, the trainer's evaluation and backtests differ only in where they keep the
 * states.
 *
 * <p>Holds no state of entities: immutable, thread safe, one instance serves all.
 */
public final class Detector {

  private final FeatureEncoder encoder;
  private final ErrorMeasure measure;
  private final long model;
  private final ErrorSmoothing smoothing;
  private final RollingThreshold threshold;
  private final AlertPolicy policy;
  private final SeasonalLevel season;
  private final Long idleMillis;
  private final double harmless;

  /** A detector with the settings that the bundle brings along. */
  public Detector(Manifest manifest) {
    this(manifest, manifest.threshold(), manifest.alerts());
  }

  /**
   * A detector with settings in place of the bundle's.
   *
   * @param manifest of the model whose errors are judged
   * @throws IllegalArgumentException if the settings do not fit the model
   */
  public Detector(Manifest manifest, ThresholdSettings settings, AlertSettings alerts) {
    encoder = manifest.encoder();
    measure = manifest.error();
    model = ModelFingerprint.of(manifest);
    smoothing = new ErrorSmoothing(manifest.window());
    threshold = settings.rolling(manifest.calibration());
    policy = new AlertPolicy(alerts, manifest.schema().fields());
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
        season == null ? null : season.initial(),
        policy.initial());
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
   * the state. Its incident then ends. An error that is not finite teaches nothing.
   *
   * @param state that the record before it left; null for an entity that was never seen. Must not
   *     be used any more afterwards
   */
  public Detection observe(EntityState state, ScoredInput record) {
    return observe(state, record, Excuses.NONE);
  }

  /**
   * Likewise, where people have said what is no news.
   *
   * @param excuses what they have said about the entity's alerts
   */
  public Detection observe(EntityState state, ScoredInput record, Excuses excuses) {
    long time = record.eventTimeMillis();
    boolean usable = usable(state, time);
    EntityState current = usable ? state : initial(time);
    double factor = factor(current, time);
    EntityState taught = current;
    double error = record.error();
    double limit;
    if (Double.isFinite(error)) {
      error = smoothing.next(current.smoothed(), error);
      Comparison comparison = threshold.observe(current.threshold(), error / factor, time);
      limit = factor * comparison.threshold();
      SeasonState learnt = error > limit ? current.season() : learnt(current.season(), error, time);
      taught =
          new EntityState(
              EntityState.VERSION, model, time, error, comparison.next(), learnt, current.policy());
    } else {
      limit = factor * threshold.threshold(current.threshold());
    }
    PolicyDecision decision =
        policy.decide(current.policy(), new Judged(record, error, limit), excuses);
    if (!usable && state != null && policy.accepts(state.policy())) {
      decision = decision.closing(policy.end(state.policy()));
    }
    boolean anomalous = Double.isFinite(error) && error > limit;
    // A logarithm and a search: not for every record.
    boolean told = anomalous || (Double.isFinite(error) && decision.closed().isPresent());
    return new Detection(
        error,
        limit,
        told ? threshold.severity(error, limit) : Double.NaN,
        anomalous,
        decision,
        taught.with(decision.next()));
  }

  /** What each field has to do with a record's error. */
  public FieldEvidence evidence(ScoredInput record) {
    return new RowEvidence(
        encoder, measure, record.features(), record.reconstruction(), record.start());
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
        && policy.accepts(state.policy())
        && !idle(state.eventTimeMillis(), eventTimeMillis);
  }

  private boolean idle(long lastMillis, long millis) {
    // As double: the difference of two far-off times does not overflow.
    return idleMillis != null && (double) millis - lastMillis > idleMillis;
  }

  /** The record as the policy looks at it. */
  private final class Judged implements JudgedRecord {

    private final ScoredInput record;
    private final double error;
    private final double limit;

    Judged(ScoredInput record, double error, double limit) {
      this.record = record;
      this.error = error;
      this.limit = limit;
    }

    @Override
    public long eventTimeMillis() {
      return record.eventTimeMillis();
    }

    @Override
    public double error() {
      return error;
    }

    @Override
    public double threshold() {
      return limit;
    }

    @Override
    public String id() {
      return record.id();
    }

    @Override
    public double severity(double of) {
      return threshold.severity(of, limit);
    }

    @Override
    public FieldEvidence evidence() {
      return Detector.this.evidence(record);
    }
  }
}
