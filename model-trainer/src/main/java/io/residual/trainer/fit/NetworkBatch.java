package io.residual.trainer.fit;

import io.residual.trainer.data.EncodedRows;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One native array for batches of a size, filled anew for each. Every array is closed by hand, see
 * the scoring runtime for why. Not thread safe.
 */
final class NetworkBatch implements AutoCloseable {

  private final INDArray array;
  private final int size;
  private final int features;

  NetworkBatch(int size, int features) {
    this.size = size;
    this.features = features;
    this.array = Nd4j.createUninitialized(DataType.FLOAT, new long[] {size, features}, 'c');
  }

  int size() {
    return size;
  }

  /**
   * Copies the rows of the given numbers, {@code order[from]} to {@code order[from + size - 1]}.
   */
  void fill(EncodedRows rows, int[] order, int from) {
    FloatBuffer target = array.data().asNioFloat();
    for (int i = 0; i < size; i++) {
      target.put(rows.values(), order[from + i] * features, features);
    }
  }

  /** Copies consecutive rows. */
  void fill(EncodedRows rows, int from) {
    array.data().asNioFloat().put(rows.values(), from * features, size * features);
  }

  /** One gradient step; returns the loss before it: mean squared error per feature. */
  double step(MultiLayerNetwork network) {
    network.fit(array, array);
    return network.score();
  }

  /** Reconstructs the batch into an array, {@code [size][features]}. */
  void reconstruct(MultiLayerNetwork network, float[] reconstructions) {
    try (INDArray output = network.output(array, false)) {
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
    array.close();
  }
}
