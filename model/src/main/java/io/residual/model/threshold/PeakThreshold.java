package io.residual.model.threshold;

import io.residual.model.error.Calibration;

/**
 * The rolling threshold of series: the errors of an entity are cut into blocks, the largest of each
 * block is its peak, and the level is a high quantile of the last peaks.
 *
 * <p>Reasons. (1) Errors of a series come in bursts, and some bursts return: a backup every night,
 * a spike every few hours. The body of the errors says nothing about them, and a tail fitted to a
 * few hundred errors has not met them yet. Peaks of blocks hold thousands of records in a few
 * hundred bytes, and are what extreme value theory fits to series whose neighbours resemble each
 * other (block maxima: Coles, An Introduction to Statistical Modeling of Extreme Values, 2001,
 * chapter 3). (2) All errors enter, anomalies as well: an anomaly makes one peak or two, which a
 * quantile of the peaks ignores. Only what keeps coming back, or stays, becomes normal.
 *
 * <p>How far above the level L? With a tail that is exponential from the median on, and the
 * probability p with which a record exceeds L, the error of probability r (the risk) is about
 * {@code L * log(0.5 / r) / log(0.5 / p)}. A block of n records stays below L if all of them do, so
 * the quantile q of the peaks has {@code p = 1 - q^(1/n)}.
 *
 * <p>A new entity's peaks are those that the calibration lets expect, none higher than any error
 * that it saw: extrapolating once, by the factor, is enough.
 */
public final class PeakThreshold implements RollingThreshold {

  /** Errors of a block; chosen from 12, 16, 24 and 32 on the development half of NAB. */
  static final int BLOCK = 24;

  private final ThresholdSettings settings;
  private final Calibration calibration;
  private final int rank;
  private final double factor;
  private final double calibrated;

  /** A threshold with the given settings, starting from the given calibration. */
  public PeakThreshold(ThresholdSettings settings, Calibration calibration) {
    this.settings = settings;
    this.calibration = calibration;
    rank = (int) (settings.quantile() * settings.window());
    double exceeding = 1 - Math.pow(settings.quantile(), 1.0 / BLOCK);
    factor = Math.max(1, Math.log(0.5 / settings.risk()) / Math.log(0.5 / exceeding));
    calibrated =
        Math.max(
            Float.MIN_NORMAL, factor * Ranks.select(initial().errors(), settings.window(), rank));
  }

  @Override
  public ThresholdState initial() {
    int window = settings.window();
    float[] peaks = new float[window + 1];
    double highest = calibration.largest();
    for (int i = 0; i < window; i++) {
      // The golden section scatters high and low peaks, so that they leave in no order.
      double place = (i * 0.6180339887498949) % 1;
      double below = Math.pow(place, 1.0 / BLOCK);
      peaks[i] = (float) Math.min(highest, calibration.quantile(Math.min(below, 1 - 1e-9)));
    }
    return new ThresholdState(ThresholdState.VERSION, 0, 0, peaks);
  }

  @Override
  public boolean accepts(ThresholdState state) {
    return state.version() == ThresholdState.VERSION
        && state.errors().length == settings.window() + 1;
  }

  @Override
  public double threshold(ThresholdState state) {
    double level = Ranks.select(state.errors(), settings.window(), rank);
    return Math.max(lowest(), factor * level);
  }

  @Override
  public double lowest() {
    return Math.max(Float.MIN_NORMAL, settings.floor() * calibrated);
  }

  @Override
  public Comparison observe(ThresholdState state, double error, long eventTimeMillis) {
    if (!(error >= 0) || Double.isInfinite(error)) {
      throw new IllegalArgumentException("error " + error + " is no finite number from 0 up");
    }
    double threshold = threshold(state);
    float[] peaks = state.errors();
    int open = settings.window();
    peaks[open] = Math.max(peaks[open], (float) error);
    int next = state.next();
    int count = state.count() + 1;
    if (count == BLOCK) {
      peaks[next] = peaks[open];
      peaks[open] = 0;
      next = (next + 1) % open;
      count = 0;
    }
    return new Comparison(
        threshold, new ThresholdState(ThresholdState.VERSION, next, count, peaks));
  }

  @Override
  public double severity(double error, double threshold) {
    double probability = calibration.tailProbability(error * calibrated / threshold);
    return Math.max(0, Math.min(1, -Math.log10(probability) / 10));
  }
}
