package io.residual.benchmark.quality;

/**
 * How far each score lies above the mean of those before it, in their standard deviations: makes
 * the scores of series with different levels comparable, looking only back.
 */
final class RollingDeviation {

  /** As many scores before a row count at most. */
  private static final int WINDOW = 1000;

  /** Fewer scores tell no deviation; rows before have 0. */
  private static final int MIN_SCORES = 50;

  /** Deviations below this part of the mean count as rounding. */
  private static final double RESOLUTION = 1e-9;

  private RollingDeviation() {}

  /** Of the test rows; the scores of the training rows come before. */
  static double[] of(Scored scored) {
    int past = scored.history().length;
    double[] all = new double[past + scored.scores().length];
    System.arraycopy(scored.history(), 0, all, 0, past);
    System.arraycopy(scored.scores(), 0, all, past, scored.scores().length);
    double[] deviations = new double[scored.scores().length];
    for (int row = past; row < all.length; row++) {
      int from = Math.max(0, row - WINDOW);
      if (row - from >= MIN_SCORES) {
        deviations[row - past] = deviation(all, from, row);
      }
    }
    return deviations;
  }

  /** Summed anew for each row: sums that are carried along lose digits after a huge score. */
  private static double deviation(double[] scores, int from, int row) {
    double mean = 0;
    for (int i = from; i < row; i++) {
      mean += scores[i] / (row - from);
    }
    double variance = 0;
    for (int i = from; i < row; i++) {
      variance += (scores[i] - mean) * (scores[i] - mean) / (row - from);
    }
    double floor = RESOLUTION * Math.max(Math.abs(mean), Float.MIN_NORMAL);
    return (scores[row] - mean) / Math.max(Math.sqrt(variance), floor);
  }
}
