package io.residual.trainer.fit;

import io.residual.trainer.data.EncodedRows;
import java.util.Random;

/** Rows with a structure that a small autoencoder can learn. */
final class ToyRows {

  private ToyRows() {}

  /** Six features driven by two hidden ones, with a little noise. */
  static EncodedRows correlated(int rows, long seed) {
    Random random = new Random(seed);
    float[] values = new float[rows * 6];
    for (int row = 0; row < rows; row++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double[] mixed = {a, b, a + b, a - b, 2 * a - b, 0.5 * b - a};
      for (int j = 0; j < 6; j++) {
        values[row * 6 + j] = (float) (mixed[j] / 1.5 + 0.05 * random.nextGaussian());
      }
    }
    return new EncodedRows(values, rows, 6);
  }

  /** Independent standard normal numbers. */
  static EncodedRows noise(int rows, int features, long seed) {
    Random random = new Random(seed);
    float[] values = new float[rows * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new EncodedRows(values, rows, features);
  }
}
