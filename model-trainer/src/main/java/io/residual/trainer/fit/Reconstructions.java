package io.residual.trainer.fit;

import io.residual.trainer.data.NetworkRows;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** What a network makes of many rows. */
final class Reconstructions {

  /** Rows a pass: more make Deeplearning4j hardly faster, and take memory. */
  private static final int BATCH = 1024;

  private Reconstructions() {}

  /** Reconstructions of all rows, {@code [rows][features]}. */
  static float[] of(MultiLayerNetwork network, NetworkRows rows) {
    float[] all = new float[Math.multiplyExact(rows.rows(), rows.features())];
    int[] next = {0};
    of(
        network,
        rows,
        (inputs, outputs, count) -> {
          System.arraycopy(outputs, 0, all, next[0], count * rows.features());
          next[0] += count * rows.features();
        });
    return all;
  }

  /** Takes rows and their reconstructions, both {@code [count][features]}, in order. */
  interface Taker {
    void take(float[] rows, float[] reconstructions, int count);
  }

  /** Reconstructs all rows, a thousand at a time: all at once may be far more than the rows. */
  static void of(MultiLayerNetwork network, NetworkRows rows, Taker taker) {
    int features = rows.features();
    int most = Math.min(BATCH, rows.rows());
    float[] inputs = new float[most * features];
    float[] outputs = new float[most * features];
    for (int from = 0; from < rows.rows(); from += BATCH) {
      int size = Math.min(BATCH, rows.rows() - from);
      for (int i = 0; i < size; i++) {
        rows.copy(from + i, inputs, i * features);
      }
      try (NetworkBatch batch = new NetworkBatch(size, features)) {
        batch.fill(inputs);
        batch.reconstruct(network, outputs);
      }
      taker.take(inputs, outputs, size);
    }
  }

  /** Mean squared error per feature of all rows. */
  static double loss(MultiLayerNetwork network, NetworkRows rows) {
    double[] sum = {0};
    of(
        network,
        rows,
        (inputs, outputs, count) -> {
          for (int i = 0; i < count * rows.features(); i++) {
            double residual = (double) inputs[i] - outputs[i];
            sum[0] += residual * residual;
          }
        });
    return sum[0] / ((double) rows.rows() * rows.features());
  }
}
