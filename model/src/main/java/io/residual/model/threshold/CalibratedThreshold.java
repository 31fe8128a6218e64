package io.residual.model.threshold;

import io.residual.model.error.Calibration;

/**
 * What all rules have in common: where they start, what they never fall below, how severe an error
 * is.
 */
abstract class CalibratedThreshold implements RollingThreshold {

  /** Severity 1 is one in ten billion. */
  private static final double DECADES = 10;

  private final int shape;
  private final double floor;
  private final Calibration calibration;
  private double calibrated = Double.NaN;

  CalibratedThreshold(ThresholdSettings settings, Calibration calibration) {
    this.calibration = calibration;
    shape = settings.shape();
    floor = settings.floor();
  }

  /** To be called once, by the constructor: the threshold of a new entity. */
  final void startsFrom(double threshold) {
    calibrated = Math.max(Float.MIN_NORMAL, threshold);
  }

  final double calibrated() {
    return calibrated;
  }

  final int shape() {
    return shape;
  }

  @Override
  public boolean accepts(ThresholdState state) {
    return state.version() == ThresholdState.VERSION && state.shape() == shape;
  }

  @Override
  public final double lowest() {
    return Math.max(Float.MIN_NORMAL, floor * calibrated);
  }

  /**
   * The error's probability is that of a calibration error as far above the calibrated threshold as
   * this one is above its entity's: an entity's own tail cannot be told from its few errors.
   */
  @Override
  public final double severity(double error, double threshold) {
    double probability = calibration.tailProbability(error * calibrated / threshold);
    return Math.max(0, Math.min(1, -Math.log10(probability) / DECADES));
  }

  /** Whatever a rule computes, its threshold is finite and not below the floor. */
  final double bounded(double threshold) {
    return Math.min(Float.MAX_VALUE, Math.max(lowest(), threshold));
  }

  /**
   * The error as rules compute with it: not so large that its square is infinite.
   *
   * @throws IllegalArgumentException if it is NaN, infinite or negative
   */
  static double learnable(double error) {
    if (!(error >= 0) || Double.isInfinite(error)) {
      throw new IllegalArgumentException("error " + error + " is no finite number from 0 up");
    }
    return Math.min(error, Float.MAX_VALUE);
  }
}
