package io.residual.trainer.fit;

import io.residual.model.network.Activation;
import io.residual.trainer.keras.KerasNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network that is nothing but dense layers one after the other. Scales, as batch normalisation
 * leaves them, are worked into the weights beside them.
 *
 * @param layers from input to output, at least two
 */
record DenseChain(List<Layer> layers) {

  /**
   * A dense layer.
   *
   * @param weights {@code [rows][columns]}, row-major
   * @param biases {@code [columns]}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Layer(int rows, int columns, float[] weights, float[] biases, Activation activation) {}

  /** The chain that a network is, if it is one. */
  static Optional<DenseChain> of(KerasNetwork network) {
    List<Layer> layers = new ArrayList<>();
    KerasNetwork.Scale pending = null;
    boolean activated = true;
    String value = KerasNetwork.INPUT;
    for (KerasNetwork.Node node : network.nodes()) {
      int last = layers.size() - 1;
      if (node instanceof KerasNetwork.Affine affine && affine.input().equals(value)) {
        layers.add(before(pending, affine));
        pending = null;
        activated = false;
      } else if (node instanceof KerasNetwork.Activate activate
          && activate.input().equals(value)
          && !activated
          && KerasImport.common(activate.function()).isPresent()) {
        Layer layer = layers.get(last);
        layers.set(
            last,
            new Layer(
                layer.rows(),
                layer.columns(),
                layer.weights(),
                layer.biases(),
                KerasImport.common(activate.function()).get()));
        activated = true;
      } else if (node instanceof KerasNetwork.Scale scale
          && scale.input().equals(value)
          && pending == null) {
        if (activated) {
          pending = scale;
        } else {
          layers.set(last, after(layers.get(last), scale));
        }
      } else {
        return Optional.empty();
      }
      value = node.output();
    }
    boolean whole = pending == null && layers.size() > 1 && value.equals(network.output());
    return whole ? Optional.of(new DenseChain(List.copyOf(layers))) : Optional.empty();
  }

  /** {@code (x f + o) W + b = x (f W) + (o W + b)}. */
  private static Layer before(KerasNetwork.Scale scale, KerasNetwork.Affine affine) {
    float[] weights = affine.weights().clone();
    float[] biases = affine.biases().clone();
    for (int i = 0; scale != null && i < affine.rows(); i++) {
      for (int j = 0; j < affine.columns(); j++) {
        biases[j] += scale.offsets()[i] * weights[i * affine.columns() + j];
        weights[i * affine.columns() + j] *= scale.factors()[i];
      }
    }
    return new Layer(affine.rows(), affine.columns(), weights, biases, Activation.IDENTITY);
  }

  /** {@code (x W + b) f + o = x (W f) + (b f + o)}. */
  private static Layer after(Layer layer, KerasNetwork.Scale scale) {
    float[] weights = layer.weights().clone();
    float[] biases = layer.biases().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= scale.factors()[i % layer.columns()];
    }
    for (int j = 0; j < biases.length; j++) {
      biases[j] = biases[j] * scale.factors()[j] + scale.offsets()[j];
    }
    return new Layer(layer.rows(), layer.columns(), weights, biases, Activation.IDENTITY);
  }

  /** All weights and biases in the order of {@code DenseNetworks.network}. */
  float[] parameters() {
    int count = 0;
    for (Layer layer : layers) {
      count += layer.weights().length + layer.biases().length;
    }
    float[] parameters = new float[count];
    int at = 0;
    for (Layer layer : layers) {
      for (int j = 0; j < layer.columns(); j++) {
        for (int i = 0; i < layer.rows(); i++) {
          parameters[at++] = layer.weights()[i * layer.columns() + j];
        }
      }
      System.arraycopy(layer.biases(), 0, parameters, at, layer.columns());
      at += layer.columns();
    }
    return parameters;
  }
}
