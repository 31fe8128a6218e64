package io.residual.trainer.fit;

import io.residual.trainer.batch.TrainingBatches;
import io.residual.trainer.data.NetworkRows;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradient steps on a Deeplearning4j network with Adam. Takes the steps that the network's own
 * {@code fit} takes, to the last few digits, in a third of the time: nothing is computed or
 * allocated twice. The network has the present weights after every step. Not thread safe.
 *
 * <p>What is drawn for a step depends on its number: a fit that is taken up again draws what it
 * would have drawn. Held-back rows get the same draws each time, so that their losses can be
 * compared.
 */
final class GradientSteps implements AutoCloseable {

  /** A full batch, and the rests of training and validation rows. */
  private static final int MAX_SIZES = 3;

  private final Model network;
  private final int features;
  private final double weightDecay;
  private final List<DenseStack> stacks;
  private final IntFunction<BatchPass> ways;
  private final INDArray nativeGradient;
  private final float[] gradient;
  private final List<BatchPass> passes = new ArrayList<>();
  private AdamSteps adam;

  /**
   * Steps on a network.
   *
   * @param network in the state to go on from; its owner closes it
   * @param nativeGradient of the network, which the stacks write to; closed with this
   * @param stacks all layers of the network
   * @param ways makes passes for batches of a size
   */
  GradientSteps(
      Model network,
      int features,
      double weightDecay,
      INDArray nativeGradient,
      List<DenseStack> stacks,
      IntFunction<BatchPass> ways) {
    this.network = network;
    this.features = features;
    this.weightDecay = weightDecay;
    this.stacks = List.copyOf(stacks);
    this.ways = ways;
    this.nativeGradient = nativeGradient;
    this.gradient = new float[Math.toIntExact(nativeGradient.length())];
    restore(NetworkState.of(network));
  }

  /** Goes on from another state. */
  void restore(NetworkState state) {
    adam = new AdamSteps(state);
    network.params().data().asNioFloat().put(adam.weights());
  }

  /** A copy of the present state. */
  NetworkState state() {
    return adam.state();
  }

  /**
   * Learns from rows {@code from} to {@code from + size - 1} of the present epoch.
   *
   * @return the loss before the step
   */
  double step(TrainingBatches rows, int from, int size, double rate) {
    BatchPass pass = pass(size);
    FloatBuffer inputs = FloatBuffer.wrap(pass.inputs());
    if (rows.targetsDiffer()) {
      rows.fill(from, size, inputs, FloatBuffer.wrap(pass.targets()));
    } else {
      rows.fill(from, size, inputs, inputs);
    }
    float[] targets = rows.targetsDiffer() ? pass.targets() : pass.inputs();
    pass.forward(adam.weights(), adam.steps());
    double loss = pass.loss(targets);
    pass.backward(targets, nativeGradient, gradient);
    if (weightDecay > 0) {
      stacks.forEach(stack -> stack.decay(adam, rate * weightDecay));
    }
    adam.step(gradient, rate);
    network.params().data().asNioFloat().put(adam.weights());
    return loss;
  }

  /** The same loss, of all rows; the size of a batch is the caller's choice. */
  double loss(NetworkRows rows, int batchSize) {
    double sum = 0;
    for (int from = 0; from < rows.rows(); from += batchSize) {
      int size = Math.min(batchSize, rows.rows() - from);
      BatchPass pass = pass(size);
      for (int i = 0; i < size; i++) {
        rows.copy(from + i, pass.inputs(), i * features);
      }
      // Steps count up from zero, and so draw otherwise.
      pass.forward(adam.weights(), -1 - from / batchSize);
      sum += size * pass.loss(pass.inputs());
    }
    return sum / rows.rows();
  }

  /** Batches come in few sizes, a full one and what is left of rows; each keeps its arrays. */
  private BatchPass pass(int size) {
    for (BatchPass pass : passes) {
      if (pass.size() == size) {
        return pass;
      }
    }
    if (passes.size() == MAX_SIZES) {
      passes.remove(1).close();
    }
    BatchPass pass = ways.apply(size);
    passes.add(pass);
    return pass;
  }

  @Override
  public void close() {
    passes.forEach(BatchPass::close);
    nativeGradient.close();
  }
}
