package io.residual.trainer.data;

import java.util.HashMap;
import java.util.Map;

/**
 * Correlation of rows with the rows of their entity before them. Rows are written into {@link
 * #row()} and then taken. Not thread safe.
 */
final class StepCorrelation {

  private final float[] row;
  private final double[] sums;
  private final double[] squares;
  private final double[] steps;
  private final Map<String, float[]> last = new HashMap<>();
  private long count;
  private long followers;

  StepCorrelation(int features) {
    row = new float[features];
    sums = new double[features];
    squares = new double[features];
    steps = new double[features];
  }

  /** Where the next row's features go. */
  float[] row() {
    return row;
  }

  /** Takes the row, of the given entity. */
  void take(String entity) {
    float[] before = last.get(entity);
    for (int j = 0; j < row.length; j++) {
      sums[j] += row[j];
      squares[j] += (double) row[j] * row[j];
      if (before != null) {
        double step = (double) row[j] - before[j];
        steps[j] += step * step;
      }
    }
    count++;
    followers += before == null ? 0 : 1;
    last.put(entity, row.clone());
  }

  /**
   * One less half the mean squared step over the variance (von Neumann, Annals of Mathematical
   * Statistics 12, 1941), averaged over the features that vary.
   */
  double correlation() {
    double sum = 0;
    int varying = 0;
    for (int j = 0; j < row.length; j++) {
      double mean = sums[j] / count;
      double variance = squares[j] / count - mean * mean;
      if (variance > 1e-9) {
        sum += 1 - steps[j] / Math.max(1, followers) / (2 * variance);
        varying++;
      }
    }
    return followers == 0 || varying == 0 ? 0 : sum / varying;
  }
}
