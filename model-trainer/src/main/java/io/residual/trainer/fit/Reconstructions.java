package io.residual.trainer.fit;

import io.residual.trainer.data.NetworkRows;
import org.deeplearning4j.nn.api.Model;

/** What a Deeplearning4j network makes of rows. */
record Reconstructions(Model network, NetworkRows source) implements ReconstructedRows {

  @Override
  public int rows() {
    return source.rows();
  }

  @Override
  public int features() {
    return source.features();
  }

  @Override
  public void forEach(Taker taker) {
    int most = Math.min(BATCH, rows());
    float[] inputs = new float[Math.multiplyExact(most, features())];
    float[] outputs = new float[inputs.length];
    for (int from = 0; from < rows(); from += BATCH) {
      int size = Math.min(BATCH, rows() - from);
      for (int i = 0; i < size; i++) {
        source.copy(from + i, inputs, i * features());
      }
      try (NetworkBatch batch = new NetworkBatch(size, features())) {
        batch.fill(inputs);
        batch.reconstruct(network, outputs);
      }
      taker.take(inputs, outputs, size);
    }
  }

  /** Mean squared error per feature of all rows. */
  static double loss(Model network, NetworkRows rows) {
    double[] sum = {0};
    new Reconstructions(network, rows)
        .forEach(
            (inputs, outputs, count) -> {
              for (int i = 0; i < count * rows.features(); i++) {
                double residual = (double) inputs[i] - outputs[i];
                sum[0] += residual * residual;
              }
            });
    return sum[0] / ((double) rows.rows() * rows.features());
  }
}
