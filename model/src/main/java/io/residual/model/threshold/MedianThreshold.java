package io.residual.model.threshold;

import io.residual.model.error.Calibration;

/**
 * Median plus k median absolute deviations of an entity's recent errors (Hampel, JASA 69, 1974;
 * Leys et al., Journal of Experimental Social Psychology 49, 2013): up to half of the errors can be
 * anything without moving it far. The deviation is not multiplied by 1.4826: errors are not normal.
 *
 * <p>Unless given, k puts the threshold of the calibration's own median and deviation where the
 * risk asks for it. Errors above the threshold do not enter unless they are a {@link
 * LastingChange}. Slides by count or by event time, see {@link ErrorRing}.
 */
public final class MedianThreshold extends CalibratedThreshold {

  private final ErrorRing ring;
  private final double k;
  private final double offset;
  private final LastingChange change;

  /** A threshold with the given settings, starting from the given calibration. */
  public MedianThreshold(ThresholdSettings settings, Calibration calibration) {
    super(settings, calibration);
    // Not in codes: the deviation of errors around a high level is smaller than their rounding.
    ring = new ErrorRing(settings, calibration, false);
    change = new LastingChange(settings.window(), LastingChange.FORGIVEN);
    float[] errors = ring.initialErrors();
    double median = median(errors);
    double deviation = deviation(errors, median);
    Spread spread = Spread.of(settings, calibration, median, deviation);
    k = spread.k();
    offset = spread.offset();
    startsFrom(median + k * deviation + offset);
  }

  @Override
  public ThresholdState initial() {
    return ThresholdState.empty(shape());
  }

  @Override
  public double threshold(ThresholdState state) {
    float[] errors = ring.errors(state);
    double median = median(errors);
    return bounded(median + k * deviation(errors, median) + offset);
  }

  @Override
  public Comparison observe(ThresholdState state, double error, long eventTimeMillis) {
    double bounded = learnable(error);
    ThresholdState now = ring.at(state, eventTimeMillis);
    double threshold = threshold(now);
    boolean exceeds = error > threshold;
    ThresholdState counted = now.withCount(change.next(now.count(), exceeds));
    boolean learns = !exceeds || change.isLearnt(counted.count());
    return new Comparison(
        threshold, learns ? ring.add(counted, bounded, eventTimeMillis) : counted);
  }

  /** The upper median; reorders the numbers. */
  private static double median(float[] errors) {
    return Ranks.select(errors, errors.length / 2);
  }

  /** The median distance from a middle; overwrites the numbers. */
  private static double deviation(float[] errors, double middle) {
    for (int i = 0; i < errors.length; i++) {
      errors[i] = (float) Math.abs(errors[i] - middle);
    }
    return median(errors);
  }
}
