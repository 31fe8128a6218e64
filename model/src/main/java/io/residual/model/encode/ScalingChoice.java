package io.residual.model.encode;

import io.residual.model.record.Scaling;
import java.util.Arrays;
import java.util.Locale;

/**
 * The scaling that suits the shape of a field's numbers.
 *
 * <p>Standard scaling unless something speaks against it: numbers that are skewed or have heavy
 * tails would leave the bulk of the rows squeezed into a corner. Then, in this order: robust
 * scaling, if it is only a few numbers that lie far out and the others are symmetric; logarithms,
 * if they take most of the skewness away; normal scores, which suit everything but keep only ranks.
 *
 * @param method never AUTO
 * @param reason what the numbers look like, for a person
 */
public record ScalingChoice(Scaling.Method method, String reason) {

  /** Between a uniform sample's 0 and an exponential one's 2. */
  private static final double SKEWED = 1;

  /** The excess kurtosis of a Laplace distribution is 3, of an exponential one 6. */
  private static final double HEAVY = 7;

  /** Deviations from the median, in robust standard deviations, that count as far out. */
  private static final double FAR = 6;

  /** More rows than this far out are a tail, not a few odd rows. */
  private static final double FEW = 0.01;

  /**
   * Looks at a sample.
   *
   * @param sorted finite numbers, ascending
   */
  static ScalingChoice of(double[] sorted) {
    int distinct = SortedSample.distinct(sorted);
    if (distinct <= 2) {
      return standard(distinct == 1 ? "always the same number" : distinct + " different numbers");
    }
    SampleMoments moments = SampleMoments.of(sorted);
    String shape =
        text("skewness %.1f, excess kurtosis %.1f", moments.skewness(), moments.excess());
    if (isEven(moments)) {
      return standard("about symmetric: " + shape);
    }
    double[] bulk = withoutFar(sorted);
    if (bulk.length < sorted.length
        && sorted.length - bulk.length <= FEW * sorted.length
        && isEven(SampleMoments.of(bulk))) {
      return new ScalingChoice(
          Scaling.Method.ROBUST,
          text(
              "%.2g %% of the numbers lie far from the others, which are about symmetric",
              100.0 * (sorted.length - bulk.length) / sorted.length));
    }
    double skewness = logSkewness(sorted);
    if (Math.abs(skewness) <= SKEWED && Math.abs(skewness) <= Math.abs(moments.skewness()) / 2) {
      return new ScalingChoice(
          Scaling.Method.LOG,
          text("a long tail: %s; skewness of logarithms %.1f", shape, skewness));
    }
    return new ScalingChoice(Scaling.Method.QUANTILE, "an odd shape: " + shape);
  }

  private static ScalingChoice standard(String reason) {
    return new ScalingChoice(Scaling.Method.STANDARD, reason);
  }

  private static boolean isEven(SampleMoments moments) {
    return Math.abs(moments.skewness()) <= SKEWED && moments.excess() <= HEAVY;
  }

  /** The numbers that are not far out; all of them if most are equal. */
  private static double[] withoutFar(double[] sorted) {
    double median = SortedSample.quantile(sorted, 0.5);
    double spread = NumberSample.robustSpread(sorted);
    if (!(spread > 0)) {
      return sorted;
    }
    return Arrays.stream(sorted)
        .filter(value -> Math.abs(value - median) <= FAR * spread)
        .toArray();
  }

  private static double logSkewness(double[] sorted) {
    return LogScale.of(sorted, 0)
        .map(log -> Arrays.stream(sorted).map(x -> log.encode(x)).toArray())
        .map(logs -> SampleMoments.of(logs).skewness())
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** The choice as one line, such as {@code log: a long tail…}. */
  @Override
  public String toString() {
    return method.name().toLowerCase(Locale.ROOT).replace('_', '-') + ": " + reason;
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
