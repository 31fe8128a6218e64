package io.residual.trainer.fit;

import io.residual.model.network.Activation;
import io.residual.model.network.LayerSpec;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Dense layers in a row, a part of a network or all of it: forwards, and backwards by
 * back-propagation (Rumelhart, Hinton and Williams, Nature 1986). Matrix products go to the native
 * library, everything between them is Java that runs as vector instructions. Not thread safe.
 */
final class DenseStack {

  /** What becomes of the slopes by the stack's input. */
  enum InputSlopes {
    /** Nobody wants them. */
    NONE,
    /** They replace those that are there. */
    SET,
    /** They are added to those that are there. */
    ADD
  }

  private final List<LayerSpec> layers;
  private final int[] starts;
  private final int[] inputs;
  private final INDArray[] weights;
  private final INDArray[] gradients;

  /**
   * Layers of a network.
   *
   * @param parameters all weights of the network, native
   * @param gradient as many numbers, native
   * @param starts where each layer's weights begin
   * @param inputs of the first layer
   */
  DenseStack(
      INDArray parameters, INDArray gradient, int[] starts, int inputs, List<LayerSpec> layers) {
    this.layers = layers;
    this.starts = starts;
    this.inputs = new int[layers.size()];
    this.weights = new INDArray[layers.size()];
    this.gradients = new INDArray[layers.size()];
    int below = inputs;
    for (int l = 0; l < layers.size(); l++) {
      int units = layers.get(l).units();
      this.inputs[l] = below;
      weights[l] = view(parameters, starts[l], below, units);
      gradients[l] = view(gradient, starts[l], below, units);
      below = units;
    }
  }

  private static INDArray view(INDArray flat, int from, int inputs, int units) {
    return flat.reshape(flat.length())
        .get(NDArrayIndex.interval(from, from + inputs * units))
        .reshape('f', inputs, units);
  }

  /** Where the weights of layers begin that follow each other, and behind the last, its biases. */
  static int[] starts(int first, int inputs, List<LayerSpec> layers) {
    int[] starts = new int[layers.size() + 1];
    starts[0] = first;
    int below = inputs;
    for (int l = 0; l < layers.size(); l++) {
      int units = layers.get(l).units();
      starts[l + 1] = starts[l] + (below + 1) * units;
      below = units;
    }
    return starts;
  }

  /** The signals behind each layer, for batches of a size. */
  List<Signal> signals(int rows) {
    return layers.stream().map(layer -> Signal.of(layer.units(), rows)).toList();
  }

  /**
   * Computes the signals behind each layer. The last one stays in Java.
   *
   * @param input natively
   * @param flat all weights of the network
   */
  void forward(Signal input, List<Signal> signals, float[] flat, int rows) {
    Signal below = input;
    for (int l = 0; l < layers.size(); l++) {
      Signal signal = signals.get(l);
      Nd4j.gemm(weights[l], below.values(), signal.values(), true, false, 1, 0);
      signal.pull();
      int units = layers.get(l).units();
      addBias(signal.numbers(), flat, biases(l), units, rows);
      ActivationFunctions.apply(layers.get(l).activation(), signal.numbers(), rows, units);
      if (l + 1 < layers.size()) {
        signal.push();
      }
      below = signal;
    }
  }

  private int biases(int layer) {
    return starts[layer] + inputs[layer] * layers.get(layer).units();
  }

  private static void addBias(float[] outputs, float[] flat, int at, int units, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < units; j++) {
        outputs[row * units + j] += flat[at + j];
      }
    }
  }

  /**
   * Computes the gradient of the weights, and the slopes by the input if wanted, natively.
   *
   * @param signals with the slopes by the last one in Java
   */
  void backward(Signal input, List<Signal> signals, int rows, InputSlopes inputSlopes) {
    for (int l = layers.size() - 1; l >= 0; l--) {
      Signal signal = signals.get(l);
      Activation activation = layers.get(l).activation();
      ActivationFunctions.backward(
          activation, signal.numbers(), signal.slopes(), rows, layers.get(l).units());
      signal.pushSlopes();
      Signal below = l > 0 ? signals.get(l - 1) : input;
      Nd4j.gemm(below.values(), signal.slope(), gradients[l], false, true, 1, 0);
      if (l > 0) {
        Nd4j.gemm(weights[l], signal.slope(), below.slope(), false, false, 1, 0);
        below.pullSlopes();
      } else if (inputSlopes != InputSlopes.NONE) {
        double rest = inputSlopes == InputSlopes.ADD ? 1 : 0;
        Nd4j.gemm(weights[l], signal.slope(), below.slope(), false, false, 1, rest);
      }
    }
  }

  /** Puts the gradient of the biases among all, after {@link #backward}. */
  void sumSlopes(List<Signal> signals, float[] gradient, int rows) {
    for (int l = 0; l < layers.size(); l++) {
      int units = layers.get(l).units();
      int at = biases(l);
      float[] slopes = signals.get(l).slopes();
      for (int j = 0; j < units; j++) {
        gradient[at + j] = 0;
      }
      for (int row = 0; row < rows; row++) {
        for (int j = 0; j < units; j++) {
          gradient[at + j] += slopes[row * units + j];
        }
      }
    }
  }

  /** Takes a fraction off the weights, not the biases. */
  void decay(AdamSteps adam, double fraction) {
    for (int l = 0; l < layers.size(); l++) {
      adam.decay(starts[l], biases(l), fraction);
    }
  }
}
