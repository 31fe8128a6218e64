package io.residual.model.encode;

import io.residual.model.record.Scaling;
import java.util.Arrays;
import java.util.Locale;

/**
 * The scaling that suits the shape of a field's numbers.
 *
 * <p>Standard scaling, unless a few large numbers stretch the standard deviation so much that the
 * bulk of the rows would be squeezed into a tenth of the unit, where a network sees no difference
 * between them any more. Then, in this order: robust scaling, if only a few numbers lie far out and
 * the others are symmetric; logarithms, if they take the tail away; normal scores, which suit every
 * shape but keep only ranks.
 *
 * <p>Skewness alone is no reason to leave standard scaling: rare large numbers are what anomalies
 * are made of, and the others shrink them. Mean AUROC of denoising autoencoders on six labelled
 * tabular sets with skewed columns: standard 0.916, inverse hyperbolic sine 0.898, normal scores
 * 0.886, robust 0.861.
 *
 * @param method never AUTO
 * @param reason what the numbers look like, for a person
 */
public record ScalingChoice(Scaling.Method method, String reason) {

  /** Robust standard deviations in a standard deviation, below which the bulk is squeezed. */
  private static final double SQUEEZED = 0.1;

  /** Between a uniform sample's 0 and an exponential one's 2. */
  private static final double SKEWED = 1;

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
    double spread = NumberSample.robustSpread(sorted);
    if (!(spread > 0)) {
      return standard("half of the numbers are equal");
    }
    double bulk = spread / moments.deviation();
    if (!(bulk < SQUEEZED)) {
      return standard(text("skewness %.1f", moments.skewness()));
    }
    String shape = text("the middle half spans %.2g standard deviations", 1.349 * bulk);
    double[] near = near(sorted, spread);
    double far = (double) (sorted.length - near.length) / sorted.length;
    if (far <= FEW && Math.abs(SampleMoments.of(near).skewness()) <= SKEWED) {
      return new ScalingChoice(
          Scaling.Method.ROBUST, text("%s, because %.2g %% lie far out", shape, 100 * far));
    }
    double skewness = logSkewness(sorted);
    if (Math.abs(skewness) <= SKEWED) {
      return new ScalingChoice(
          Scaling.Method.LOG,
          text("%s; skewness %.1f, of logarithms %.1f", shape, moments.skewness(), skewness));
    }
    return new ScalingChoice(
        Scaling.Method.QUANTILE, text("%s; skewness %.1f", shape, moments.skewness()));
  }

  private static ScalingChoice standard(String reason) {
    return new ScalingChoice(Scaling.Method.STANDARD, reason);
  }

  /** The numbers that are not far out. */
  private static double[] near(double[] sorted, double spread) {
    double median = SortedSample.quantile(sorted, 0.5);
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
