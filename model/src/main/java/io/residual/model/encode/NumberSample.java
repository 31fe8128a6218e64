package io.residual.model.encode;

import io.residual.model.record.Scaling;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What scaling needs to know about a field's numbers, in bounded memory: exact moments and range,
 * and quantiles from a uniform sample (reservoir sampling, Vitter 1985, algorithm R).
 */
final class NumberSample {

  /** Sample size; the standard error of a median then is about 1% of a standard deviation. */
  private static final int CAPACITY = 10_000;

  /** Interquartile range of the standard normal distribution. */
  private static final double NORMAL_IQR = 1.3489795003921634;

  private final SplittableRandom random;
  private double[] sample = new double[16];
  private long count;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  NumberSample(long seed) {
    random = new SplittableRandom(seed);
  }

  void add(double value) {
    count++;
    // Welford's update, which does not cancel for numbers far from zero.
    double delta = value - mean;
    mean += delta / count;
    squares += delta * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (count <= CAPACITY) {
      if (count > sample.length) {
        sample = Arrays.copyOf(sample, Math.min(CAPACITY, sample.length * 2));
      }
      sample[(int) count - 1] = value;
    } else {
      long slot = random.nextLong(count);
      if (slot < CAPACITY) {
        sample[(int) slot] = value;
      }
    }
  }

  NumberScale scale(Scaling scaling) {
    if (count == 0) {
      return new NumberScale(0, 1, 0);
    }
    double typical = scaling.method() == Scaling.Method.ROBUST ? quantile(0.5) : mean;
    return switch (scaling.method()) {
      case STANDARD -> of(mean, Math.sqrt(squares / count), typical);
      case MIN_MAX ->
          scaling.min() == null
              ? of(min, max - min, typical)
              : of(scaling.min(), scaling.max() - scaling.min(), typical);
      case ROBUST -> of(typical, robustSpread(), typical);
      case NONE -> of(0, 1, typical);
    };
  }

  /** Where more than half of the numbers are equal, quartiles say nothing: standard deviation. */
  private double robustSpread() {
    double spread = (quantile(0.75) - quantile(0.25)) / NORMAL_IQR;
    return spread > 0 ? spread : Math.sqrt(squares / count);
  }

  /** A constant field, or one whose spread is rounding error, keeps its own unit. */
  private static NumberScale of(double center, double spread, double typical) {
    boolean usable = Double.isFinite(spread) && spread > 1e-12 * Math.max(1e-12, Math.abs(center));
    if (!Double.isFinite(center)) {
      return new NumberScale(0, 1, 0);
    }
    return new NumberScale(center, usable ? spread : 1, Double.isFinite(typical) ? typical : 0);
  }

  private double quantile(double q) {
    double[] sorted = Arrays.copyOf(sample, (int) Math.min(count, CAPACITY));
    Arrays.sort(sorted);
    double at = q * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
