package io.residual.trainer.fit;

import io.residual.trainer.data.EncodedRows;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** What a network makes of many rows. */
final class Reconstructions {

  /** Rows a pass: more make Deeplearning4j hardly faster, and take memory. */
  private static final int BATCH = 1024;

  private Reconstructions() {}

  /** Reconstructions of all rows, {@code [rows][features]}. */
  static float[] of(MultiLayerNetwork network, EncodedRows rows) {
    int features = rows.features();
    float[] all = new float[rows.rows() * features];
    float[] part = new float[Math.min(BATCH, rows.rows()) * features];
    for (int from = 0; from < rows.rows(); from += BATCH) {
      int size = Math.min(BATCH, rows.rows() - from);
      try (NetworkBatch batch = new NetworkBatch(size, features)) {
        batch.fill(rows, from);
        batch.reconstruct(network, part);
      }
      System.arraycopy(part, 0, all, from * features, size * features);
    }
    return all;
  }

  /** Mean squared error per feature of all rows. */
  static double loss(MultiLayerNetwork network, EncodedRows rows) {
    float[] reconstructions = of(network, rows);
    double sum = 0;
    for (int i = 0; i < reconstructions.length; i++) {
      double residual = (double) rows.values()[i] - reconstructions[i];
      sum += residual * residual;
    }
    return sum / reconstructions.length;
  }
}
