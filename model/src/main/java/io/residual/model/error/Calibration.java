package io.residual.model.error;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/**
 * How the errors of normal records that the network was not fitted on are distributed: evenly
 * spaced quantiles for the body, a generalised Pareto distribution for the tail.
 *
 * <p>The tail is where thresholds lie, beyond what a few thousand rows show directly. By the
 * theorem of Pickands (1975) and Balkema and de Haan (1974), excesses over a high level follow a
 * generalised Pareto distribution; its parameters come from probability-weighted moments (Hosking
 * and Wallis, Technometrics 29, 1987), which are stable for small samples.
 *
 * <p>Immutable and thread safe.
 */
public final class Calibration {

  /** Fraction of the errors that makes the tail. */
  private static final double TAIL_FRACTION = 0.05;

  /** Fewer excesses than this determine no shape: an exponential tail is assumed. */
  private static final int MIN_EXCESSES_FOR_SHAPE = 30;

  /** Heavier tails than this come from outliers among the calibration rows, not from a law. */
  private static final double MAX_SHAPE = 0.5;

  private static final int GRID_POINTS = 501;

  private final long count;
  private final float[] quantiles;
  private final double tailStart;
  private final double tailFraction;
  private final double tailShape;
  private final double tailScale;

  /** A stored calibration; to make one, see {@link #of}. */
  @JsonCreator
  public Calibration(
      @JsonProperty("count") long count,
      @JsonProperty("quantiles") float[] quantiles,
      @JsonProperty("tailStart") double tailStart,
      @JsonProperty("tailFraction") double tailFraction,
      @JsonProperty("tailShape") double tailShape,
      @JsonProperty("tailScale") double tailScale) {
    if (quantiles == null || quantiles.length < 2 || !(tailScale > 0) || !(tailFraction > 0)) {
      throw new IllegalArgumentException(
          "a calibration needs quantiles, a positive tail scale and a positive tail fraction");
    }
    for (int i = 0; i < quantiles.length; i++) {
      if (!Float.isFinite(quantiles[i]) || (i > 0 && quantiles[i] < quantiles[i - 1])) {
        throw new IllegalArgumentException("quantiles must be finite and ascending");
      }
    }
    this.count = count;
    this.quantiles = quantiles.clone();
    this.tailStart = tailStart;
    this.tailFraction = tailFraction;
    this.tailShape = tailShape;
    this.tailScale = tailScale;
  }

  /**
   * The distribution of the given errors.
   *
   * @param errors at least one, each finite, in any order
   */
  public static Calibration of(double[] errors) {
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0 || !(sorted[0] >= 0) || !Double.isFinite(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException(
          "calibration needs at least one error, all finite and at least 0");
    }
    float[] grid = new float[GRID_POINTS];
    for (int i = 0; i < GRID_POINTS; i++) {
      grid[i] = (float) interpolate(sorted, (double) i / (GRID_POINTS - 1));
    }
    int tail = Math.max(1, (int) Math.round(sorted.length * TAIL_FRACTION));
    double start = sorted[Math.max(0, sorted.length - tail - 1)];
    double first = 0;
    double second = 0;
    for (int i = 0; i < tail; i++) {
      double excess = sorted[sorted.length - tail + i] - start;
      first += excess / tail;
      // Plotting positions as in Hosking and Wallis, section 4.
      second += (1 - (i + 0.65) / tail) * excess / tail;
    }
    double shape = 0;
    double scale = first;
    double difference = first - 2 * second;
    if (tail >= MIN_EXCESSES_FOR_SHAPE && difference > 0) {
      shape = Math.max(0, Math.min(MAX_SHAPE, 2 - first / difference));
      scale = first * (1 - shape);
    }
    // All errors alike: any excess is new; a tenth of the level keeps the arithmetic sound.
    double least = Math.max(1e-12, 1e-3 * start);
    return new Calibration(
        sorted.length, grid, start, (double) tail / sorted.length, shape, Math.max(least, scale));
  }

  /** How many normal records were measured. */
  @JsonProperty
  public long count() {
    return count;
  }

  /** A copy of the quantiles at evenly spaced probabilities from 0 to 1. */
  @JsonProperty
  public float[] quantiles() {
    return quantiles.clone();
  }

  /** The largest error that was measured. */
  public double largest() {
    return quantiles[quantiles.length - 1];
  }

  /** The error above which the tail distribution holds. */
  @JsonProperty
  public double tailStart() {
    return tailStart;
  }

  /** Fraction of normal errors above {@link #tailStart()}. */
  @JsonProperty
  public double tailFraction() {
    return tailFraction;
  }

  /** Shape of the generalised Pareto tail: 0 is exponential, larger is heavier. */
  @JsonProperty
  public double tailShape() {
    return tailShape;
  }

  /** Scale of the generalised Pareto tail, in units of the error. */
  @JsonProperty
  public double tailScale() {
    return tailScale;
  }

  /**
   * The error that a normal record stays below with the given probability.
   *
   * @param probability from 0 up, below 1
   */
  public double quantile(double probability) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException("probability " + probability + " is not in [0, 1)");
    }
    double beyond = 1 - probability;
    if (beyond >= tailFraction) {
      return interpolate(quantiles, probability);
    }
    double odds = tailFraction / beyond;
    return tailShape == 0
        ? tailStart + tailScale * Math.log(odds)
        : tailStart + tailScale / tailShape * (Math.pow(odds, tailShape) - 1);
  }

  /**
   * The probability that a normal record's error is at least this large.
   *
   * @param error finite or infinite, not NaN
   * @return from 0 to 1
   */
  public double tailProbability(double error) {
    if (error > tailStart) {
      double excess = (error - tailStart) / tailScale;
      return tailShape == 0
          ? tailFraction * Math.exp(-excess)
          : tailFraction * Math.pow(1 + tailShape * excess, -1 / tailShape);
    }
    int above = Arrays.binarySearch(quantiles, (float) error);
    int index = above >= 0 ? above : -above - 1;
    return Math.max(tailFraction, 1 - (double) index / (quantiles.length - 1));
  }

  private static double interpolate(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  private static double interpolate(float[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * ((double) sorted[above] - sorted[below]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Calibration that
        && count == that.count
        && Arrays.equals(quantiles, that.quantiles)
        && tailStart == that.tailStart
        && tailFraction == that.tailFraction
        && tailShape == that.tailShape
        && tailScale == that.tailScale;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(quantiles) + Double.hashCode(tailScale);
  }
}
