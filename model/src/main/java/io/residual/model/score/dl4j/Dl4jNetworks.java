package io.residual.model.score.dl4j;

import io.residual.model.network.MultimodalNetwork;
import io.residual.model.network.NetworkSpec;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Deeplearning4j networks of every kind that we train: layers in a row are a {@link
 * MultiLayerNetwork}, anything else is a {@link ComputationGraph}. Thread safe.
 */
public final class Dl4jNetworks {

  private Dl4jNetworks() {}

  /** Whether Deeplearning4j can run and train networks of this kind. */
  public static boolean supports(NetworkSpec spec) {
    return spec.dense() != null || spec instanceof MultimodalNetwork;
  }

  /**
   * A network with the given weights. The caller closes it.
   *
   * @param spec one that is supported
   * @param updater how weights follow gradients
   * @param weightDecay fraction of the weights that each step takes off, times the learning rate; 0
   *     for none
   * @param parameters in Deeplearning4j's order, see {@link DenseNetworks#network} and {@link
   *     MultimodalGraphs#network}
   */
  public static Model network(
      NetworkSpec spec, int features, IUpdater updater, double weightDecay, float[] parameters) {
    return spec instanceof MultimodalNetwork multimodal
        ? MultimodalGraphs.network(
            MultimodalGraphs.configuration(multimodal, updater, weightDecay), parameters)
        : DenseNetworks.network(
            DenseNetworks.configuration(spec.dense(), features, updater, weightDecay), parameters);
  }

  /** Number of weights and biases of a network that is supported. */
  public static long parameterCount(NetworkSpec spec, int features) {
    return spec instanceof MultimodalNetwork multimodal
        ? multimodal.parameterCount()
        : DenseNetworks.parameterCount(spec.dense(), features);
  }

  /**
   * What a network makes of rows. The caller closes the array, and calls {@link Model#clear} when
   * done with it: layers keep their last activations otherwise.
   *
   * @param rows {@code [n][features]}
   * @return {@code [n][features]}, in any memory order
   */
  public static INDArray output(Model network, INDArray rows) {
    return network instanceof ComputationGraph graph
        ? graph.outputSingle(false, rows)
        : ((MultiLayerNetwork) network).output(rows, false);
  }

  /** How many gradient steps made a network. */
  public static int steps(Model network) {
    return network instanceof ComputationGraph graph
        ? graph.getConfiguration().getIterationCount()
        : ((MultiLayerNetwork) network).getIterationCount();
  }

  /** Says how many gradient steps made a network. */
  public static void setSteps(Model network, int steps) {
    if (network instanceof ComputationGraph graph) {
      graph.getConfiguration().setIterationCount(steps);
    } else {
      ((MultiLayerNetwork) network).setIterationCount(steps);
    }
  }

  /**
   * The optimiser's numbers themselves.
   *
   * @param create whether to make them if there are none yet
   * @return null if there are none
   */
  public static INDArray optimizer(Model network, boolean create) {
    if (network instanceof ComputationGraph graph) {
      var updater = graph.getUpdater(create);
      return updater == null ? null : updater.getStateViewArray();
    }
    var updater = ((MultiLayerNetwork) network).getUpdater(create);
    return updater == null ? null : updater.getStateViewArray();
  }

  /** The configuration as Deeplearning4j writes it. */
  static String json(Model network) {
    return network instanceof ComputationGraph graph
        ? graph.getConfiguration().toJson()
        : ((MultiLayerNetwork) network).getLayerWiseConfigurations().toJson();
  }
}
