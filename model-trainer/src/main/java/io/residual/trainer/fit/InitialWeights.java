package io.residual.trainer.fit;

import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.NetworkSpec;
import io.residual.model.network.VariationalNetwork;
import java.util.SplittableRandom;

/**
 * Where a fit starts: normal numbers whose variance keeps signals alike in size from layer to layer
 * (Glorot and Bengio, AISTATS 2010, formula 12, for symmetric activations; He et al., ICCV 2015,
 * formula 10, for rectifying ones), biases zero.
 *
 * <p>Drawn here and not by Deeplearning4j, whose generator is shared by the whole process: equal
 * seeds give equal weights whatever else runs.
 */
final class InitialWeights {

  private InitialWeights() {}

  /** The weights in the order of {@code DenseNetworks.network}. */
  static float[] of(NetworkSpec spec, int features, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] weights = new float[count];
    int at = 0;
    int inputs = features;
    int l = 0;
    DenseNetwork dense = spec.dense();
    int firstOfDecoder = dense.encoder().size();
    for (LayerSpec layer : dense.layers()) {
      // The decoder of a variational network does not see the logarithms of variances.
      int used =
          spec instanceof VariationalNetwork code && l == firstOfDecoder
              ? code.dimensions()
              : inputs;
      double spread = Math.sqrt(variance(layer, used));
      for (int i = 0; i < inputs * layer.units(); i++) {
        float weight = (float) (spread * random.nextGaussian());
        weights[at++] = i % inputs < used ? weight : 0;
      }
      at += layer.units();
      inputs = layer.units();
      l++;
    }
    return weights;
  }

  private static double variance(LayerSpec layer, int inputs) {
    return rectifies(layer.activation()) ? 2.0 / inputs : 2.0 / (inputs + layer.units());
  }

  private static boolean rectifies(Activation activation) {
    return switch (activation) {
      case RELU, LEAKY_RELU, ELU -> true;
      case IDENTITY, TANH, SIGMOID, SOFTMAX -> false;
    };
  }
}
