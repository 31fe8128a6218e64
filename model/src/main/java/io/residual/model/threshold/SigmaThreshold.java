package io.residual.model.threshold;

import io.residual.model.error.Calibration;

/**
 * Mean plus k standard deviations, both exponentially weighted (Roberts, Technometrics 1, 1959; the
 * variance after Finch, Incremental Calculation of Weighted Mean and Variance, 2009). Two numbers
 * for each entity.
 *
 * <p>By count, with {@code a = 2 / (window + 1)}, so that the mean is about as old as that of the
 * last {@code window} errors: {@code m' = m + a (x - m)}, {@code v' = (1 - a) (v + a (x - m)^2)}.
 *
 * <p>By event time, an error of age t weighs {@code exp(-2 t / span)}, late ones as well, however
 * many there are; the calibration counts as {@value #PRIOR} errors that never grow old, so that an
 * entity after a pause is judged as a new one, and one with few records between the two. A record
 * further behind than the span begins anew: a clock that once ran years ahead does not stop
 * learning.
 *
 * <p>Unless given, k puts the threshold of the calibration's own mean and deviation where the risk
 * asks for it. Errors above the threshold do not enter unless they are a {@link LastingChange}.
 */
public final class SigmaThreshold extends CalibratedThreshold {

  /** Few against the errors of a span; enough that the first error is no mean of its own. */
  private static final double PRIOR = 16;

  private static final int MOMENT_POINTS = 10_000;

  private final double mean;
  private final double variance;
  private final double k;
  private final double offset;
  private final double weight;
  private final double spanMillis;
  private final LastingChange change;

  /** A threshold with the given settings, starting from the given calibration. */
  public SigmaThreshold(ThresholdSettings settings, Calibration calibration) {
    super(settings, calibration);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < MOMENT_POINTS; i++) {
      double error = calibration.quantile((i + 0.5) / MOMENT_POINTS);
      double delta = error - sum / Math.max(1, i);
      sum += error;
      squares += i == 0 ? 0 : delta * (error - sum / (i + 1));
    }
    mean = sum / MOMENT_POINTS;
    variance = squares / MOMENT_POINTS;
    Spread spread = Spread.of(settings, calibration, mean, Math.sqrt(variance));
    k = spread.k();
    offset = spread.offset();
    weight = 2.0 / (settings.window() + 1);
    spanMillis = settings.spanMillis() == null ? 0 : settings.spanMillis();
    change = new LastingChange(settings.window(), LastingChange.FORGIVEN);
    startsFrom(mean + k * Math.sqrt(variance) + offset);
  }

  /** By count: mean and variance. By time: weight, mean and sum of squares of the errors. */
  @Override
  public ThresholdState initial() {
    return ThresholdState.of(
        shape(), spanMillis == 0 ? new double[] {mean, variance} : new double[3]);
  }

  @Override
  public double threshold(ThresholdState state) {
    double[] numbers = state.numbers();
    if (spanMillis == 0) {
      return bounded(numbers[0] + k * Math.sqrt(numbers[1]) + offset);
    }
    double total = PRIOR + numbers[0];
    double gap = numbers[1] - mean;
    double middle = mean + numbers[0] / total * gap;
    // Variance of two samples joined (Chan, Golub and LeVeque, The American Statistician 37, 1983).
    double squares = PRIOR * variance + numbers[2] + PRIOR * numbers[0] / total * gap * gap;
    return bounded(middle + k * Math.sqrt(squares / total) + offset);
  }

  @Override
  public Comparison observe(ThresholdState state, double error, long eventTimeMillis) {
    double bounded = learnable(error);
    ThresholdState now = spanMillis == 0 ? state : at(state, eventTimeMillis);
    double threshold = threshold(now);
    boolean exceeds = error > threshold;
    ThresholdState counted = now.withCount(change.next(now.count(), exceeds));
    boolean learns = !exceeds || change.isLearnt(counted.count());
    return new Comparison(threshold, learns ? learnt(counted, bounded, eventTimeMillis) : counted);
  }

  private ThresholdState learnt(ThresholdState state, double error, long eventTimeMillis) {
    double[] numbers = state.numbers();
    if (spanMillis == 0) {
      double delta = error - numbers[0];
      return state.withNumbers(
          numbers[0] + weight * delta, (1 - weight) * (numbers[1] + weight * delta * delta));
    }
    double share = decay((double) state.time() - eventTimeMillis);
    double total = numbers[0] + share;
    double delta = error - numbers[1];
    double middle = total == 0 ? 0 : numbers[1] + share / total * delta;
    return state.withNumbers(total, middle, numbers[2] + share * delta * (error - middle));
  }

  /** Lets what was learnt grow old. */
  private ThresholdState at(ThresholdState state, long eventTimeMillis) {
    if (state.time() == ThresholdState.NO_TIME) {
      return state.withTime(eventTimeMillis);
    }
    // As double: the difference of two far-off times does not overflow.
    double ahead = (double) eventTimeMillis - state.time();
    if (ahead < -spanMillis) {
      return initial().withTime(eventTimeMillis);
    }
    if (ahead <= 0) {
      return state;
    }
    double[] numbers = state.numbers();
    double factor = decay(ahead);
    return state
        .withNumbers(factor * numbers[0], numbers[1], factor * numbers[2])
        .withTime(eventTimeMillis);
  }

  private double decay(double ageMillis) {
    return Math.exp(-2 * Math.max(0, ageMillis) / spanMillis);
  }
}
