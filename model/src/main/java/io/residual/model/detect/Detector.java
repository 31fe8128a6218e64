package io.residual.model.detect;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelFingerprint;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.policy.AlertPolicy;
import io.residual.model.policy.AlertSettings;
import io.residual.model.policy.FieldEvidence;
import io.residual.model.policy.JudgedRecord;
import io.residual.model.policy.PolicyDecision;
import io.residual.model.policy.RowEvidence;
import io.residual.model.sequence.ErrorSmoothing;
import io.residual.model.threshold.Comparison;
import io.residual.model.threshold.RollingThreshold;
import io.residual.model.threshold.ThresholdSettings;
import io.residual.model.threshold.ThresholdState;

/**
 * Decides about records, one entity's after the other: smooths the error, compares it with the
 * entity's rolling threshold, teaches the threshold, asks the alert policy. The one place where this is done: the job, the
 * trainer's evaluation and backtests differ only in where they keep the states.
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
    // A smoothed error may exceed the threshold at a record whose own does not.
    harmless = smoothing.active() ? Double.NEGATIVE_INFINITY : threshold.lowest();
  }

  /** The state of an entity that was never seen: that of the calibration rows. */
  public EntityState initial() {
    return new EntityState(
        EntityState.VERSION, model, ErrorSmoothing.NONE, threshold.initial(), policy.initial());
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
   * then begins again from the calibration, and its incident ends. An error that is not finite
   * teaches nothing.
   *
   * @param state that the record before it left; null for an entity that was never seen. Must not
   *     be used any more afterwards
   */
  public Detection observe(EntityState state, ScoredInput record) {
    boolean usable = usable(state);
    EntityState current = usable ? state : initial();
    double error = record.error();
    double smoothed = current.smoothed();
    double limit;
    ThresholdState taught = current.threshold();
    if (Double.isFinite(error)) {
      error = smoothing.next(smoothed, error);
      smoothed = error;
      Comparison comparison = threshold.observe(taught, error, record.eventTimeMillis());
      limit = comparison.threshold();
      taught = comparison.next();
    } else {
      limit = threshold.threshold(taught);
    }
    PolicyDecision decision =
        policy.decide(current.policy(), new Judged(record, error, limit));
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
        new EntityState(EntityState.VERSION, model, smoothed, taught, decision.next()));
  }

  private boolean usable(EntityState state) {
    return state != null
        && state.version() == EntityState.VERSION
        && state.model() == model
        && threshold.accepts(state.threshold())
        && policy.accepts(state.policy());
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
      return new RowEvidence(
          encoder,
          measure,
          record.features(),
          record.reconstruction(),
          record.start());
    }
  }
}
