package io.residual.model.drift;

import io.residual.model.profile.FieldDrift;

/**
 * How far a distribution over bins is from the expected one.
 *
 * @param stability the population stability index: the sum over bins of {@code (q - p) ln(q / p)},
 *     with half a record added to every bin (Siddiqi, "Credit Risk Scorecards", 2006)
 * @param noise the index that samples of these sizes have by chance, {@code (bins - 1) (1/n + 1/m)}
 *     (Yurdakul, "Statistical properties of population stability index", 2018)
 * @param distance the two-sample Kolmogorov-Smirnov statistic at the ends of the bins, at most that
 *     of the numbers themselves; NaN if the bins have no order
 * @param probability that samples of one distribution have a distance as large (Stephens, Journal
 *     of the Royal Statistical Society B 32, 1970); NaN if the bins have no order
 */
public record DistributionShift(
    double stability, double noise, double distance, double probability) {

  /** Chance of a false alarm of the Kolmogorov-Smirnov test, a window and field. */
  public static final double SIGNIFICANCE = 0.001;

  private static final int SERIES_TERMS = 100;

  /**
   * Compares counts.
   *
   * @param expected shares of the bins, sum 1
   * @param expectedCount how many records they were counted in, at least 1
   * @param found counts of the bins from index {@code from} on
   * @param ordered how many of the first bins are in order; 0 if they have none
   */
  static DistributionShift of(
      double[] expected, long expectedCount, long[] found, int from, int ordered) {
    int bins = expected.length;
    double n = Math.max(1, expectedCount);
    double m = 0;
    int used = 0;
    for (int i = 0; i < bins; i++) {
      m += found[from + i];
      used += expected[i] > 0 || found[from + i] > 0 ? 1 : 0;
    }
    if (m == 0) {
      return new DistributionShift(0, 0, 0, 1);
    }
    double stability = 0;
    double distance = 0;
    double below = 0;
    for (int i = 0; i < bins; i++) {
      if (expected[i] > 0 || found[from + i] > 0) {
        double p = (expected[i] * n + 0.5) / (n + 0.5 * used);
        double q = (found[from + i] + 0.5) / (m + 0.5 * used);
        stability += (q - p) * Math.log(q / p);
      }
      below += found[from + i] / m - expected[i];
      distance = i < ordered ? Math.max(distance, Math.abs(below)) : distance;
    }
    double noise = Math.max(0, used - 1) * (1 / n + 1 / m);
    return ordered == 0
        ? new DistributionShift(stability, noise, Double.NaN, Double.NaN)
        : new DistributionShift(stability, noise, distance, probability(distance, n * m / (n + m)));
  }

  /** Kolmogorov's distribution, with Stephens' correction for samples that are not large. */
  static double probability(double distance, double size) {
    double root = Math.sqrt(size);
    double scaled = (root + 0.12 + 0.11 / root) * distance;
    if (scaled < 0.2) {
      return 1; // The series converges too slowly there, and is 1 to all digits.
    }
    double sum = 0;
    for (int k = 1; k <= SERIES_TERMS; k++) {
      double term = Math.exp(-2.0 * k * k * scaled * scaled);
      sum += k % 2 == 1 ? term : -term;
      if (term < 1e-12) {
        break;
      }
    }
    return Math.max(0, Math.min(1, 2 * sum));
  }

  /**
   * How much has changed: by the index beyond chance, and only where the Kolmogorov-Smirnov test,
   * if the bins have an order, agrees that something has.
   */
  public FieldDrift.Level level() {
    double beyond = Math.max(stability - 3 * noise, 0);
    if (stability <= FieldDrift.SOME || beyond <= 0 || probability >= SIGNIFICANCE) {
      return FieldDrift.Level.NONE;
    }
    return stability <= FieldDrift.MUCH ? FieldDrift.Level.SOME : FieldDrift.Level.MUCH;
  }
}
