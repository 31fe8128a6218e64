package io.residual.trainer.fit;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that gradient steps change in a network: with it put back, training goes on as if it had
 * never stopped. The arrays are handed over, not copied.
 *
 * @param weights in the order of {@code DenseNetworks.network}
 * @param optimizer Adam's running means of gradients and of their squares, in Deeplearning4j's
 *     order; empty to begin with none
 * @param steps gradient steps so far, which Adam's means are corrected by
 */
@SuppressWarnings("ArrayRecordComponent") // As large as the network: not for comparing or copying.
record NetworkState(float[] weights, float[] optimizer, int steps) {

  /** Copies the state of a network. */
  static NetworkState of(MultiLayerNetwork network) {
    return new NetworkState(
        floats(network.params()),
        floats(network.getUpdater().getStateViewArray()),
        network.getIterationCount());
  }

  private static float[] floats(INDArray array) {
    if (array == null) {
      return new float[0];
    }
    float[] values = new float[Math.toIntExact(array.length())];
    array.data().asNioFloat().get(values);
    return values;
  }

  /** Puts this state into a network of the same shape. */
  void restore(MultiLayerNetwork network) {
    network.params().data().asNioFloat().put(weights);
    if (optimizer.length > 0) {
      network.getUpdater().getStateViewArray().data().asNioFloat().put(optimizer);
      network.setIterationCount(steps);
    }
  }
}
