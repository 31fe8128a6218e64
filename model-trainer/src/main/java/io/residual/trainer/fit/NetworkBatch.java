package io.residual.trainer.fit;

import io.residual.model.score.dl4j.Dl4jNetworks;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native arrays for batches of a size, filled anew for each. Every array is closed by hand, see the
 * scoring runtime for why. Not thread safe.
 */
final class NetworkBatch implements AutoCloseable {

  private final INDArray input;
  private final int size;
  private final int features;

  NetworkBatch(int size, int features) {
    this.size = size;
    this.features = features;
    this.input = Nd4j.createUninitialized(DataType.FLOAT, new long[] {size, features}, 'c');
  }

  /** Copies rows, {@code [size][features]}. */
  void fill(float[] rows) {
    input.data().asNioFloat().put(rows, 0, size * features);
  }

  /** Reconstructs the batch into an array, {@code [size][features]}. */
  void reconstruct(Model network, float[] reconstructions) {
    try (INDArray output = Dl4jNetworks.output(network, input)) {
      if (output.ordering() == 'c' && output.elementWiseStride() == 1) {
        output.data().asNioFloat().get(reconstructions, 0, size * features);
        return;
      }
      try (INDArray rowMajor = output.dup('c')) {
        rowMajor.data().asNioFloat().get(reconstructions, 0, size * features);
      }
    }
  }

  @Override
  public void close() {
    input.close();
  }
}
