package io.residual.trainer.fit;

import io.residual.trainer.data.NetworkRows;
import java.util.Arrays;

/** From where to where the features of rows reach. */
final class FeatureRanges {

  private FeatureRanges() {}

  /**
   * Factors that bring squared residuals into units of the features' ranges, {@code [features]},
   * with a mean of 1: 1 / (largest - least)^2, times a constant. A feature that never changes gets
   * the median of the others.
   *
   * @param rows at least one
   */
  static float[] emphasis(NetworkRows rows) {
    int features = rows.features();
    float[] least = new float[features];
    float[] largest = new float[features];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    float[] values = new float[features];
    for (int row = 0; row < rows.rows(); row++) {
      rows.copy(row, values, 0);
      for (int j = 0; j < features; j++) {
        least[j] = Math.min(least[j], values[j]);
        largest[j] = Math.max(largest[j], values[j]);
      }
    }
    double[] factors = new double[features];
    for (int j = 0; j < features; j++) {
      double range = (double) largest[j] - least[j];
      factors[j] = range > 0 ? 1 / (range * range) : 0;
    }
    double[] known = Arrays.stream(factors).filter(factor -> factor > 0).sorted().toArray();
    double usual = known.length == 0 ? 1 : known[known.length / 2];
    double sum = 0;
    for (int j = 0; j < features; j++) {
      factors[j] = factors[j] > 0 ? factors[j] : usual;
      sum += factors[j];
    }
    float[] emphasis = new float[features];
    for (int j = 0; j < features; j++) {
      emphasis[j] = (float) (factors[j] * features / sum);
    }
    return emphasis;
  }
}
