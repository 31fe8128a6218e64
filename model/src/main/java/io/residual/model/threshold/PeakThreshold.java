package io.residual.model.threshold;

import io.residual.model.error.Calibration;
import java.util.Arrays;

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
 * the quantile q of the peaks has {@code p = 1 - q^(1/n)}. A risk above p needs no extrapolation:
 * the threshold is then the quantile {@code (1 - r)^n} of the peaks itself.
 *
 * <p>By event time, a peak belongs to the time at which its block was full, and the peaks of the
 * last span count, see {@link TimeSlices}; where there are fewer than the window holds, the
 * calibration's make up for the rest. A block is {@value #BLOCK} records all the same, so that the
 * risk means the same for entities with many records and with few.
 *
 * <p>A new entity's peaks are those that the calibration lets expect, none higher than any error
 * that it saw: extrapolating once, by the factor, is enough.
 */
public final class PeakThreshold extends CalibratedThreshold {

  /** Errors of a block; chosen from 12, 16, 24 and 32 on the development half of NAB. */
  static final int BLOCK = 24;

  private static final int LEAST_LENGTH = 8;

  private final float[] initial;
  private final TimeSlices slices;
  private final double quantile;
  private final double factor;

  /** A threshold with the given settings, starting from the given calibration. */
  public PeakThreshold(ThresholdSettings settings, Calibration calibration) {
    super(settings, calibration);
    initial = peaks(calibration, settings.window());
    double direct = Math.pow(1 - settings.risk(), BLOCK);
    quantile = Math.min(settings.quantile(), direct);
    slices = settings.spanMillis() == null ? null : new TimeSlices(settings, TimeSlices.NONE);
    double exceeding = 1 - Math.pow(quantile, 1.0 / BLOCK);
    factor = Math.log(0.5 / settings.risk()) / Math.log(0.5 / exceeding);
    startsFrom(factor * level(peaks(initial())));
  }

  private static float[] peaks(Calibration calibration, int count) {
    float[] peaks = new float[count];
    double highest = calibration.largest();
    for (int i = 0; i < count; i++) {
      // The golden section scatters high and low peaks, so that they leave in no order.
      double place = (i * 0.6180339887498949) % 1;
      double below = Math.pow(place, 1.0 / BLOCK);
      peaks[i] = (float) Math.min(highest, calibration.quantile(Math.min(below, 1 - 1e-9)));
    }
    return peaks;
  }

  /** The open block's peak is the state's only number; by time, codes are the peaks. */
  @Override
  public ThresholdState initial() {
    return ThresholdState.of(shape(), new double[] {0});
  }

  @Override
  public double threshold(ThresholdState state) {
    return bounded(factor * level(peaks(state)));
  }

  /** Reorders the peaks. */
  private double level(float[] peaks) {
    return Ranks.select(peaks, (int) (quantile * peaks.length));
  }

  /** All peaks that count, the calibration's where the entity has too few. */
  private float[] peaks(ThresholdState state) {
    if (slices != null) {
      return slices.sample(state, initial, initial.length);
    }
    float[] peaks = initial.clone();
    System.arraycopy(state.errors(), 0, peaks, 0, state.errors().length);
    return peaks;
  }

  @Override
  public Comparison observe(ThresholdState state, double error, long eventTimeMillis) {
    double bounded = learnable(error);
    ThresholdState now = slices == null ? state : at(state, eventTimeMillis);
    double threshold = threshold(now);
    double peak = Math.max(now.numbers()[0], bounded);
    ThresholdState next =
        now.count() + 1 < BLOCK
            ? now.withNumbers(peak).withCount(now.count() + 1)
            : closed(now, (float) peak).withNumbers(0).withCount(0);
    return new Comparison(threshold, next);
  }

  private ThresholdState at(ThresholdState state, long eventTimeMillis) {
    ThresholdState known = slices.isOver(state, eventTimeMillis) ? initial() : state;
    return slices.at(known, eventTimeMillis);
  }

  private ThresholdState closed(ThresholdState state, float peak) {
    if (slices != null) {
      return slices.add(state, peak);
    }
    int index = state.next();
    float[] peaks = state.errors();
    if (index >= peaks.length) {
      int length = Math.max(LEAST_LENGTH, 2 * Integer.highestOneBit(index));
      peaks = Arrays.copyOf(initial, Math.min(initial.length, length));
      System.arraycopy(state.errors(), 0, peaks, 0, state.errors().length);
    }
    peaks[index] = peak;
    return state.withErrors((index + 1) % initial.length, peaks);
  }
}
