package io.residual.trainer.fit;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The way of a batch through a network and back, for batches of one size. Holds native memory until
 * closed. Not thread safe.
 */
interface BatchPass extends AutoCloseable {

  /** Rows of a batch. */
  int size();

  /** What the network gets, {@code [size][features]}, for filling. */
  float[] inputs();

  /** Room for targets that differ from inputs, {@code [size][features]}. */
  float[] targets();

  /**
   * Sends the inputs through the network.
   *
   * @param weights of the network
   * @param stream numbers what is drawn on the way, if anything is; equal ones give equal draws
   */
  void forward(float[] weights, long stream);

  /**
   * The loss of the last way forward.
   *
   * @param wanted {@code [size][features]}
   */
  double loss(float[] wanted);

  /**
   * Computes the gradient of that loss.
   *
   * @param nativeGradient what the network's stacks write to
   * @param gradient the same in Java, for all weights and biases
   */
  void backward(float[] wanted, INDArray nativeGradient, float[] gradient);

  @Override
  void close();
}
