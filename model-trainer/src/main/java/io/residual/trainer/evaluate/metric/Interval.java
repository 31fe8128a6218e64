package io.residual.trainer.evaluate.metric;

import java.util.Arrays;

/**
 * Where a figure lies with a stated confidence, given how much it varies from sample to sample.
 *
 * @param low lower end
 * @param high upper end
 * @param confidence such as 0.95
 */
public record Interval(double low, double high, double confidence) {

  /**
   * The percentile interval of bootstrap values (Efron and Tibshirani, "An Introduction to the
   * Bootstrap", 1993, chapter 13).
   *
   * @param values one a resample, NaN where the figure was not defined; those are left out
   * @param confidence above 0, below 1
   * @return ends of NaN if no value is defined
   */
  public static Interval percentile(double[] values, double confidence) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double beyond = (1 - confidence) / 2;
    return sorted.length == 0
        ? new Interval(Double.NaN, Double.NaN, confidence)
        : new Interval(quantile(sorted, beyond), quantile(sorted, 1 - beyond), confidence);
  }

  private static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
