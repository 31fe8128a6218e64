package io.residual.model.encode;

import io.residual.model.record.Scaling;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What scaling needs to know about a field's numbers, in bounded memory: exact moments and range,
 * and quantiles from a uniform sample (reservoir sampling, Vitter 1985, algorithm R).
 *
 * <p>Not thread safe. The same numbers in the same order give the same sample.
 */
public final class NumberSample {

  /** Sample size; the standard error of a median then is about 1% of a standard deviation. */
  static final int CAPACITY = 10_000;

  /** Interquartile range of the standard normal distribution. */
  private static final double NORMAL_IQR = 1.3489795003921634;

  private final SplittableRandom random;
  private final int capacity;
  private double[] sample = new double[16];
  private long count;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** A sample of at most {@link #CAPACITY} numbers, chosen by the given seed. */
  public NumberSample(long seed) {
    this(seed, CAPACITY);
  }

  /**
   * A sample of at most the given number of numbers.
   *
   * @param capacity 0, for scalings by moments and range alone, or more
   */
  NumberSample(long seed, int capacity) {
    this.random = new SplittableRandom(seed);
    this.capacity = capacity;
  }

  /** Takes a finite number. */
  public void add(double value) {
    count++;
    // Welford's update, which does not cancel for numbers far from zero.
    double delta = value - mean;
    mean += delta / count;
    squares += delta * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (capacity == 0) {
      return;
    }
    if (count <= capacity) {
      if (count > sample.length) {
        sample = Arrays.copyOf(sample, Math.min(capacity, sample.length * 2));
      }
      sample[(int) count - 1] = value;
    } else {
      long slot = random.nextLong(count);
      if (slot < capacity) {
        sample[(int) slot] = value;
      }
    }
  }

  /** How many numbers there were. */
  public long count() {
    return count;
  }

  /** The least number; positive infinity without numbers. */
  public double min() {
    return min;
  }

  /** The greatest number; negative infinity without numbers. */
  public double max() {
    return max;
  }

  /** The scaling that suits the numbers; standard without numbers. */
  public ScalingChoice choose() {
    return count == 0
        ? new ScalingChoice(Scaling.Method.STANDARD, "no number to learn from")
        : ScalingChoice.of(sorted());
  }

  /** The scale by the given method, or by the one that suits. */
  FittedScale scale(Scaling scaling) {
    if (scaling.method() == Scaling.Method.AUTO) {
      ScalingChoice choice = choose();
      return new FittedScale(scaleBy(Scaling.of(choice.method())), choice.toString());
    }
    return new FittedScale(scaleBy(scaling), null);
  }

  /** Standard scaling. */
  NumberScale standard() {
    return count == 0 ? new NumberScale(0, 1, 0) : line(mean, deviation(), mean);
  }

  private Scale scaleBy(Scaling scaling) {
    if (count == 0) {
      return new NumberScale(0, 1, 0);
    }
    boolean given = scaling.method() == Scaling.Method.NONE || scaling.min() != null;
    if (!given && constant()) {
      // The mean of equal numbers may be off by rounding.
      return ConstantScale.of(min == max ? min : mean);
    }
    return switch (scaling.method()) {
      case STANDARD, AUTO -> standard();
      case MIN_MAX ->
          scaling.min() == null
              ? line(min, max - min, mean)
              : line(scaling.min(), scaling.max() - scaling.min(), mean);
      case ROBUST -> {
        double[] sorted = sorted();
        double median = SortedSample.quantile(sorted, 0.5);
        double spread = robustSpread(sorted);
        // Where more than half of the numbers are equal, quartiles say nothing.
        yield line(median, spread > 0 ? spread : deviation(), median);
      }
      case LOG -> {
        double[] sorted = sorted();
        double median = SortedSample.quantile(sorted, 0.5);
        yield LogScale.of(sorted, median).map(Scale.class::cast).orElse(line(mean, 1, mean));
      }
      case QUANTILE -> {
        double[] sorted = sorted();
        yield sorted[0] < sorted[sorted.length - 1]
            ? QuantileScale.of(sorted, SortedSample.quantile(sorted, 0.5))
            : line(mean, 1, mean);
      }
      case NONE -> line(0, 1, mean);
    };
  }

  /** Whether the numbers differ by no more than rounding. */
  private boolean constant() {
    double deviation = deviation();
    return min == max || (Double.isFinite(deviation) && !SampleMoments.spreads(mean, deviation));
  }

  private double deviation() {
    return Math.sqrt(squares / count);
  }

  /** The standard deviation that a normal sample with these quartiles has. */
  static double robustSpread(double[] sorted) {
    return (SortedSample.quantile(sorted, 0.75) - SortedSample.quantile(sorted, 0.25)) / NORMAL_IQR;
  }

  /** Where the spread is rounding error, the field's own unit. */
  private static NumberScale line(double center, double spread, double typical) {
    if (!Double.isFinite(center)) {
      return new NumberScale(0, 1, 0);
    }
    return new NumberScale(
        center,
        SampleMoments.spreads(center, spread) ? spread : 1,
        Double.isFinite(typical) ? typical : 0);
  }

  /** The sample, ascending, with the least and the greatest of all numbers at its ends. */
  private double[] sorted() {
    double[] sorted = Arrays.copyOf(sample, (int) Math.min(count, capacity));
    Arrays.sort(sorted);
    sorted[0] = min;
    sorted[sorted.length - 1] = max;
    return sorted;
  }
}
