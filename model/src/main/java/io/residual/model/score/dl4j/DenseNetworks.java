package io.residual.model.score.dl4j;

import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Builds Deeplearning4j networks from a {@link DenseNetwork}. Thread safe. */
public final class DenseNetworks {

  private DenseNetworks() {}

  /**
   * The configuration of an autoencoder with mean squared error as its loss.
   *
   * @param features inputs; the last layer must have as many units
   * @param updater how weights follow gradients
   * @param weightDecay fraction of the weights that each step takes off, times the learning rate; 0
   *     for none
   */
  public static MultiLayerConfiguration configuration(
      DenseNetwork spec, int features, IUpdater updater, double weightDecay) {
    // Nothing in these networks draws from Deeplearning4j's generator. Left alone, its seed is the
    // time of day, and equal networks would not give equal bytes.
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder().seed(0).updater(updater);
    if (weightDecay > 0) {
      builder.weightDecay(weightDecay);
    }
    NeuralNetConfiguration.ListBuilder list = builder.list();
    List<LayerSpec> layers = spec.layers();
    int inputs = features;
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layers.get(i);
      IActivation activation = activation(layer.activation());
      list.layer(
          i == layers.size() - 1
              ? new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                  .nIn(inputs)
                  .nOut(layer.units())
                  .activation(activation)
                  .build()
              : new DenseLayer.Builder()
                  .nIn(inputs)
                  .nOut(layer.units())
                  .activation(activation)
                  .build());
      inputs = layer.units();
    }
    return list.build();
  }

  /** Number of weights and biases of an autoencoder. */
  public static long parameterCount(DenseNetwork spec, int features) {
    long count = 0;
    long inputs = features;
    for (LayerSpec layer : spec.layers()) {
      count += (inputs + 1) * layer.units();
      inputs = layer.units();
    }
    return count;
  }

  /**
   * A network with the given weights. The caller closes it.
   *
   * @param parameters layer by layer: weights {@code [inputs][units]} in column-major order, then
   *     biases {@code [units]}
   */
  public static MultiLayerNetwork network(
      MultiLayerConfiguration configuration, float[] parameters) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    INDArray flat = Nd4j.createFromArray(parameters).reshape('c', 1, parameters.length);
    network.init(flat, false);
    return network;
  }

  static IActivation activation(Activation activation) {
    return switch (activation) {
      case IDENTITY -> new ActivationIdentity();
      case RELU -> new ActivationReLU();
      case LEAKY_RELU -> new ActivationLReLU(0.01);
      case ELU -> new ActivationELU(1.0);
      case TANH -> new ActivationTanH();
      case SIGMOID -> new ActivationSigmoid();
      case SOFTMAX -> new ActivationSoftmax();
    };
  }
}
