package io.residual.trainer.evaluate.metric;

import java.util.Arrays;

/**
 * The order of scores, the highest first, equal ones together. Sorted once; metrics of the same
 * scores under other labels or weights, as a bootstrap needs them, then take one pass each.
 *
 * <p>Immutable and thread safe.
 */
public final class ScoreRanking {

  private final double[] descending;
  private final int[] groups;

  private ScoreRanking(double[] descending, int[] groups) {
    this.descending = descending;
    this.groups = groups;
  }

  /**
   * The ranking of the given scores.
   *
   * @param scores one a row; infinite ones are as good as any
   * @throws IllegalArgumentException if a score is NaN
   */
  public static ScoreRanking of(double[] scores) {
    double[] sorted = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException("score " + i + " is NaN, which ranks nowhere");
      }
      // Adding 0 makes -0 a 0, so that the two sort as equals. Negated, so that the highest leads.
      sorted[i] = -(scores[i] + 0.0);
    }
    Arrays.sort(sorted);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[count - 1]) {
        sorted[count++] = sorted[i];
      }
    }
    double[] distinct = Arrays.copyOf(sorted, count);
    int[] groups = new int[scores.length];
    for (int i = 0; i < scores.length; i++) {
      groups[i] = Arrays.binarySearch(distinct, -(scores[i] + 0.0));
    }
    for (int i = 0; i < count; i++) {
      distinct[i] = -distinct[i];
    }
    return new ScoreRanking(distinct, groups);
  }

  /** Number of rows. */
  public int rows() {
    return groups.length;
  }

  /** Counts how the labels spread over the ranks, each row once. */
  public RankCounts counts(boolean[] anomalous) {
    long[] hits = new long[descending.length];
    long[] falseAlarms = new long[descending.length];
    for (int i = 0; i < groups.length; i++) {
      (anomalous[i] ? hits : falseAlarms)[groups[i]]++;
    }
    return new RankCounts(descending, hits, falseAlarms);
  }

  /**
   * Counts how the labels spread over the ranks.
   *
   * @param times how often each row counts
   */
  public RankCounts counts(boolean[] anomalous, int[] times) {
    long[] hits = new long[descending.length];
    long[] falseAlarms = new long[descending.length];
    for (int i = 0; i < groups.length; i++) {
      (anomalous[i] ? hits : falseAlarms)[groups[i]] += times[i];
    }
    return new RankCounts(descending, hits, falseAlarms);
  }
}
