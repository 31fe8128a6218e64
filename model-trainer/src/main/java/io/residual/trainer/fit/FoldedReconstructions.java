package io.residual.trainer.fit;

import io.residual.model.ensemble.CombinedReconstruction;
import io.residual.model.ensemble.Ensemble;
import io.residual.trainer.data.NetworkRows;
import java.util.List;

/** What the networks of an ensemble make of rows, folded into one reconstruction. */
record FoldedReconstructions(List<FittedMember> networks, Ensemble ensemble, NetworkRows source)
    implements ReconstructedRows {

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
    int width = features();
    int step = networks.size() * width;
    int most = Math.min(BATCH, rows());
    float[] inputs = new float[Math.multiplyExact(most, width)];
    float[] outputs = new float[inputs.length];
    float[] members = new float[Math.multiplyExact(most, step)];
    CombinedReconstruction fold = new CombinedReconstruction(ensemble);
    for (int from = 0; from < rows(); from += BATCH) {
      int size = Math.min(BATCH, rows() - from);
      for (int i = 0; i < size; i++) {
        source.copy(from + i, inputs, i * width);
      }
      try (NetworkBatch batch = new NetworkBatch(size, width)) {
        batch.fill(inputs);
        for (int m = 0; m < networks.size(); m++) {
          batch.reconstruct(networks.get(m).fitted().network(), outputs);
          for (int i = 0; i < size; i++) {
            System.arraycopy(outputs, i * width, members, i * step + m * width, width);
          }
        }
      }
      for (int i = 0; i < size; i++) {
        fold.fold(inputs, i * width, members, i * step, outputs);
      }
      taker.take(inputs, outputs, size);
    }
  }
}
