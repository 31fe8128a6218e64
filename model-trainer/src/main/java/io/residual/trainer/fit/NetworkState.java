package io.residual.trainer.fit;

import io.residual.model.score.dl4j.Dl4jNetworks;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that gradient steps change in a network: with it put back, training goes on as if it had
 * never stopped. The arrays are handed over, not copied.
 *
 * @param weights in the order of {@code Dl4jNetworks.network}
 * @param optimizer Adam's running means of gradients and of their squares, in Deeplearning4j's
 *     order; empty to begin with none
 * @param steps gradient steps so far, which Adam's means are corrected by
 */
@SuppressWarnings("ArrayRecordComponent") // As large as the network: not for comparing or copying.
record NetworkState(float[] weights, float[] optimizer, int steps) {

  /** Copies the state of a network. */
  static NetworkState of(Model network) {
    return new NetworkState(
        floats(network.params()),
        floats(Dl4jNetworks.optimizer(network, true)),
        Dl4jNetworks.steps(network));
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
  void restore(Model network) {
    network.params().data().asNioFloat().put(weights);
    if (optimizer.length > 0) {
      Dl4jNetworks.optimizer(network, true).data().asNioFloat().put(optimizer);
      Dl4jNetworks.setSteps(network, steps);
    }
  }
}
