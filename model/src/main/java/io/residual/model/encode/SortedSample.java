package io.residual.model.encode;

/** Questions to numbers in ascending order. */
final class SortedSample {

  private SortedSample() {}

  /**
   * A quantile, interpolated between neighbours.
   *
   * @param sorted at least one number, ascending
   * @param q from 0 to 1
   */
  static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    // As a weighted sum, because the difference of two numbers near 1e308 overflows.
    double weight = at - below;
    return sorted[below] * (1 - weight) + sorted[above] * weight;
  }

  /** How many different numbers there are. */
  static int distinct(double[] sorted) {
    int count = sorted.length == 0 ? 0 : 1;
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] != sorted[i - 1]) {
        count++;
      }
    }
    return count;
  }
}
