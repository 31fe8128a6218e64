package io.residual.model.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/**
 * Normal scores: a number becomes the quantile of the standard normal distribution at its rank
 * among the training rows (van der Waerden 1952), whatever their distribution was.
 *
 * <p>The map is piecewise linear between knots. Equal numbers share their middle rank. Beyond the
 * training range it goes on as a straight line, as steep as on average over the outer tenth of the
 * training rows, so that features never stop growing.
 */
public final class QuantileScale implements Scale {

  /** Knots at most: 0.06 apart in the score for ten thousand rows, too near to matter. */
  static final int MAX_KNOTS = 129;

  /** Distance from an end, in the score, over which the slope beyond it is taken. */
  private static final double TAIL = -NormalScore.of(0.1);

  private static final double MAX_SLOPE = 1e300;

  private final double[] values;
  private final double[] scores;
  private final double typical;
  private final double slopeBelow;
  private final double slopeAbove;

  /**
   * A map through the given knots.
   *
   * @param values finite, strictly ascending, at least two
   * @param scores likewise, as many
   * @param typical the number that stands for a missing one, the training rows' median
   */
  @JsonCreator
  public QuantileScale(
      @JsonProperty(value = "values", required = true) double[] values,
      @JsonProperty(value = "scores", required = true) double[] scores,
      @JsonProperty(value = "typical", required = true) double typical) {
    requireAscending(values, "values");
    requireAscending(scores, "scores");
    if (values.length != scores.length || !Double.isFinite(typical)) {
      throw new IllegalArgumentException(
          values.length + " values, " + scores.length + " scores and typical " + typical);
    }
    this.values = values.clone();
    this.scores = scores.clone();
    this.typical = typical;
    int last = values.length - 1;
    int lower = 1;
    while (lower < last && scores[lower] < -TAIL) {
      lower++;
    }
    int upper = last - 1;
    while (upper > 0 && scores[upper] > TAIL) {
      upper--;
    }
    slopeBelow = slope(0, lower);
    slopeAbove = slope(upper, last);
  }

  private static void requireAscending(double[] knots, String what) {
    boolean ascending =
        knots != null
            && knots.length >= 2
            && Double.isFinite(knots[0])
            && Double.isFinite(knots[knots.length - 1]);
    for (int i = 1; ascending && i < knots.length; i++) {
      ascending = knots[i - 1] < knots[i];
    }
    if (!ascending) {
      throw new IllegalArgumentException(
          what + " must be at least two finite numbers in ascending order");
    }
  }

  /**
   * The map of a sample.
   *
   * @param sorted finite numbers, ascending, at least two of them different
   */
  static QuantileScale of(double[] sorted, double typical) {
    int distinct = SortedSample.distinct(sorted);
    double[] values = new double[distinct];
    double[] scores = new double[distinct];
    int at = 0;
    for (int start = 0; start < sorted.length; ) {
      int end = start;
      while (end < sorted.length && sorted[end] == sorted[start]) {
        end++;
      }
      values[at] = sorted[start];
      scores[at++] = NormalScore.of((start + end) / 2.0 / sorted.length);
      start = end;
    }
    int[] chosen = evenly(scores);
    return new QuantileScale(
        Arrays.stream(chosen).mapToDouble(i -> values[i]).toArray(),
        Arrays.stream(chosen).mapToDouble(i -> scores[i]).toArray(),
        typical);
  }

  /** Indices of scores that lie about evenly between the first and the last, both included. */
  private static int[] evenly(double[] scores) {
    int last = scores.length - 1;
    if (scores.length <= MAX_KNOTS) {
      int[] all = new int[scores.length];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int[] chosen = new int[MAX_KNOTS];
    int count = 1;
    for (int i = 1; i < last; i++) {
      double wanted = scores[0] + (scores[last] - scores[0]) * count / (MAX_KNOTS - 1.0);
      if (scores[i] >= wanted && count < MAX_KNOTS - 1) {
        chosen[count++] = i;
      }
    }
    chosen[count++] = last;
    return Arrays.copyOf(chosen, count);
  }

  private double slope(int from, int to) {
    // Halves, because the difference of two numbers near 1e308 overflows.
    double rise = (scores[to] - scores[from]) / 2;
    // Bounded, because no step times infinity is no number.
    return Math.min(MAX_SLOPE, rise / (values[to] / 2 - values[from] / 2));
  }

  /** The numbers at the knots, ascending; a copy. */
  @JsonProperty
  public double[] values() {
    return values.clone();
  }

  /** The features of those numbers; a copy. */
  @JsonProperty
  public double[] scores() {
    return scores.clone();
  }

  @Override
  @JsonProperty
  public double typical() {
    return typical;
  }

  @Override
  public float encode(double value) {
    int last = values.length - 1;
    if (value < values[0]) {
      return Scale.limited(scores[0] - (values[0] / 2 - value / 2) * slopeBelow * 2);
    }
    if (value > values[last]) {
      return Scale.limited(scores[last] + (value / 2 - values[last] / 2) * slopeAbove * 2);
    }
    return Scale.limited(between(values, scores, value));
  }

  @Override
  public double decode(float feature) {
    int last = scores.length - 1;
    if (feature < scores[0]) {
      return Scale.finite(values[0] - (scores[0] - feature) / slopeBelow);
    }
    if (feature > scores[last]) {
      return Scale.finite(values[last] + (feature - scores[last]) / slopeAbove);
    }
    return Scale.finite(between(scores, values, feature));
  }

  /** Linear interpolation at a place within the range of {@code from}. */
  private static double between(double[] from, double[] to, double place) {
    int found = Arrays.binarySearch(from, place);
    if (found >= 0) {
      return to[found];
    }
    int above = Math.max(1, Math.min(from.length - 1, -found - 1));
    double step = from[above] - from[above - 1];
    double weight =
        step <= Double.MAX_VALUE
            ? (place - from[above - 1]) / step
            : (place / 2 - from[above - 1] / 2) / (from[above] / 2 - from[above - 1] / 2);
    return to[above - 1] * (1 - weight) + to[above] * weight;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantileScale that
        && Arrays.equals(values, that.values)
        && Arrays.equals(scores, that.scores)
        && typical == that.typical;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + Arrays.hashCode(scores);
  }

  @Override
  public String toString() {
    return "QuantileScale" + Arrays.toString(values);
  }
}
