package io.residual.benchmark.training;

import io.residual.model.network.DenseNetwork;
import io.residual.trainer.data.EncodedRows;
import java.util.SplittableRandom;

/**
 * What both sides train: the same network on the same rows, with Adam and mean squared error.
 *
 * @param name in the table
 * @param network layers
 * @param rows inputs and targets
 * @param batchSize rows a gradient step
 * @param learningRate of Adam
 */
record TrainingTask(
    String name, DenseNetwork network, EncodedRows rows, int batchSize, double learningRate) {

  /** Rows with structure: each is a fixed mixture of a few hidden numbers, plus noise. */
  static EncodedRows rows(int count, int features) {
    SplittableRandom random = new SplittableRandom(7);
    int hidden = Math.max(1, features / 5);
    float[] mixture = new float[hidden * features];
    for (int i = 0; i < mixture.length; i++) {
      mixture[i] = (float) random.nextGaussian();
    }
    EncodedRows rows = EncodedRows.allocate(count, features);
    double[] causes = new double[hidden];
    for (int row = 0; row < count; row++) {
      for (int h = 0; h < hidden; h++) {
        causes[h] = random.nextGaussian() / Math.sqrt(hidden);
      }
      for (int f = 0; f < features; f++) {
        double value = 0.1 * random.nextGaussian();
        for (int h = 0; h < hidden; h++) {
          value += causes[h] * mixture[h * features + f];
        }
        rows.values()[row * features + f] = (float) value;
      }
    }
    return rows;
  }
}
