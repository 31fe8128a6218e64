package io.residual.trainer.fit;

import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.Modality;
import io.residual.model.network.MultimodalNetwork;
import io.residual.model.network.NetworkSpec;
import io.residual.model.network.OutputHead;
import io.residual.model.network.VariationalNetwork;
import io.residual.model.score.dl4j.MultimodalGraphs;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;

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

  /**
   * The weights of a network, in its order.
   *
   * @param network that has the shape, with any weights
   */
  static float[] of(NetworkSpec spec, int features, Model network, long seed) {
    int count = Math.toIntExact(network.numParams());
    return spec instanceof MultimodalNetwork multimodal
        ? of(multimodal, MultimodalGraphs.starts((ComputationGraph) network), count, seed)
        : of(spec, features, count, seed);
  }

  private static float[] of(
      MultimodalNetwork spec, Map<String, Integer> starts, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] weights = new float[count];
    int joint = 0;
    for (Modality modality : spec.modalities()) {
      int inputs = modality.width();
      for (int l = 0; l < modality.encoder().size(); l++) {
        LayerSpec layer = modality.encoder().get(l);
        draw(random, weights, starts.get(MultimodalGraphs.encoder(modality, l)), layer, inputs);
        inputs = layer.units();
      }
      joint += inputs;
    }
    draw(random, weights, starts.get(MultimodalGraphs.CODE), spec.code(), joint);
    for (Modality modality : spec.modalities()) {
      int inputs = spec.code().units();
      for (int l = 0; l < modality.decoder().size(); l++) {
        LayerSpec layer = modality.decoder().get(l);
        draw(random, weights, starts.get(MultimodalGraphs.decoder(modality, l)), layer, inputs);
        inputs = layer.units();
      }
      for (int h = 0; h < modality.heads().size(); h++) {
        OutputHead head = modality.heads().get(h);
        LayerSpec layer = new LayerSpec(head.width(), head.activation());
        draw(random, weights, starts.get(MultimodalGraphs.head(modality, h)), layer, inputs);
      }
    }
    return weights;
  }

  private static void draw(
      SplittableRandom random, float[] weights, int at, LayerSpec layer, int inputs) {
    double spread = Math.sqrt(variance(layer, inputs));
    for (int i = 0; i < inputs * layer.units(); i++) {
      weights[at + i] = (float) (spread * random.nextGaussian());
    }
  }

  /** The weights of dense layers in the order of {@code DenseNetworks.network}. */
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
