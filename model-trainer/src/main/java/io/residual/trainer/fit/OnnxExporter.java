package io.residual.trainer.fit;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
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

/**
 * Writes Deeplearning4j networks of dense layers as one ONNX graph: a Gemm and an activation node
 * for each layer, a Gather for features that are picked, a Concat where branches meet, and a Concat
 * of the networks' outputs if there are several. Input {@code rows}, {@code float[n][features]}
 * with a free n; output {@code reconstructions}, {@code float[n][networks * features]}, which is
 * {@code [n][networks][features]} in memory. Equal networks give equal bytes. Thread safe.
 */
public final class OnnxExporter {

  private OnnxExporter() {}

  /**
   * The bytes of the graph.
   *
   * @param networks at least one, all from and to as many features
   * @throws IllegalArgumentException if a layer is not dense or its activation has no counterpart
   */
  public static byte[] export(List<? extends Model> networks) {
    OnnxGraph graph = new OnnxGraph();
    if (networks.size() == 1) {
      add(graph, networks.get(0), "", OnnxGraph.OUTPUT);
    } else {
      String[] outputs = new String[networks.size()];
      for (int m = 0; m < outputs.length; m++) {
        outputs[m] = "member" + m;
        add(graph, networks.get(m), outputs[m] + ".", outputs[m]);
      }
      graph.node("Concat", OnnxGraph.OUTPUT, outputs).addAttribute(OnnxGraph.integer("axis", 1));
    }
    // As many go in as come out.
    long features = width(networks.get(0));
    return graph.toBytes(features, features * networks.size());
  }

  private static long width(Model network) {
    if (network instanceof ComputationGraph branching) {
      return new BranchExporter(branching).width();
    }
    Layer[] layers = ((MultiLayerNetwork) network).getLayers();
    return layers[layers.length - 1].getParam("W").columns();
  }

  private static void add(OnnxGraph graph, Model network, String prefix, String output) {
    if (network instanceof ComputationGraph branching) {
      new BranchExporter(branching).add(graph, prefix, output);
      return;
    }
    Layer[] layers = ((MultiLayerNetwork) network).getLayers();
    String value = OnnxGraph.INPUT;
    for (int i = 0; i < layers.length; i++) {
      String next = i == layers.length - 1 ? output : prefix + "layer" + i;
      add(graph, layers[i], prefix + i, value, next);
      value = next;
    }
  }

  /** Adds a dense layer. */
  static void add(OnnxGraph graph, Layer layer, String name, String input, String output) {
    if (!(layer.conf().getLayer() instanceof BaseLayer conf) || layer.getParam("W") == null) {
      throw new IllegalArgumentException(
          "layer " + name + " is no dense layer: " + layer.conf().getLayer());
    }
    INDArray weights = layer.getParam("W");
    String sum = "sum" + name;
    graph.affine(
        name,
        input,
        sum,
        weights.rows(),
        weights.columns(),
        floats(weights),
        floats(layer.getParam("b")));
    activation(graph, name, conf.getActivationFn(), sum, output);
  }

  private static void activation(
      OnnxGraph graph, String layer, IActivation activation, String input, String output) {
    if (activation instanceof ActivationIdentity) {
      graph.node("Identity", output, input);
    } else if (activation instanceof ActivationReLU) {
      graph.node("Relu", output, input);
    } else if (activation instanceof ActivationLReLU leaky) {
      graph
          .node("LeakyRelu", output, input)
          .addAttribute(OnnxGraph.number("alpha", leaky.getAlpha()));
    } else if (activation instanceof ActivationELU elu) {
      graph.node("Elu", output, input).addAttribute(OnnxGraph.number("alpha", elu.getAlpha()));
    } else if (activation instanceof ActivationTanH) {
      graph.node("Tanh", output, input);
    } else if (activation instanceof ActivationSigmoid) {
      graph.node("Sigmoid", output, input);
    } else if (activation instanceof ActivationSoftmax) {
      graph.node("Softmax", output, input).addAttribute(OnnxGraph.integer("axis", 1));
    } else {
      throw new IllegalArgumentException(
          "layer "
              + layer
              + " has the activation "
              + activation
              + ", which has no ONNX counterpart");
    }
  }

  /** The numbers of a matrix, row-major. */
  private static float[] floats(INDArray array) {
    float[] values = new float[Math.toIntExact(array.length())];
    try (INDArray rowMajor = array.dup('c')) {
      rowMajor.data().asNioFloat().get(values);
    }
    return values;
  }
}
