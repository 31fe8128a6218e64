package io.residual.trainer.fit;

import io.residual.trainer.keras.KerasActivation;
import io.residual.trainer.keras.KerasNetwork;

/** Writes a network that came from Keras as an ONNX graph. */
final class KerasOnnx {

  /** Klambauer et al., NeurIPS 2017, to single precision. */
  private static final double SELU_ALPHA = 1.6732632423543772;

  private static final double SELU_GAMMA = 1.0507009873554805;

  private KerasOnnx() {}

  static byte[] export(KerasNetwork network) {
    OnnxGraph graph = new OnnxGraph();
    graph.node("Identity", KerasNetwork.INPUT, OnnxGraph.INPUT);
    for (KerasNetwork.Node node : network.nodes()) {
      if (node instanceof KerasNetwork.Affine affine) {
        graph.affine(
            affine.output(),
            affine.input(),
            affine.output(),
            affine.rows(),
            affine.columns(),
            affine.weights(),
            affine.biases());
      } else if (node instanceof KerasNetwork.Scale scale) {
        String product = scale.output() + ".product";
        graph.constant(scale.output() + ".factors", scale.factors(), scale.factors().length);
        graph.constant(scale.output() + ".offsets", scale.offsets(), scale.offsets().length);
        graph.node("Mul", product, scale.input(), scale.output() + ".factors");
        graph.node("Add", scale.output(), product, scale.output() + ".offsets");
      } else if (node instanceof KerasNetwork.Concatenate join) {
        graph
            .node("Concat", join.output(), join.inputs().toArray(new String[0]))
            .addAttribute(OnnxGraph.integer("axis", 1));
      } else if (node instanceof KerasNetwork.Add sum) {
        graph.node("Sum", sum.output(), sum.inputs().toArray(new String[0]));
      } else if (node instanceof KerasNetwork.Activate activate) {
        activate(graph, activate.function(), activate.input(), activate.output());
      }
    }
    graph.node("Identity", OnnxGraph.OUTPUT, network.output());
    return graph.toBytes(network.inputs(), network.outputs());
  }

  private static void activate(
      OnnxGraph graph, KerasActivation function, String input, String output) {
    switch (function.kind()) {
      case LINEAR -> graph.node("Identity", output, input);
      case RELU -> graph.node("Relu", output, input);
      case LEAKY_RELU ->
          graph
              .node("LeakyRelu", output, input)
              .addAttribute(OnnxGraph.number("alpha", function.alpha()));
      case ELU ->
          graph
              .node("Elu", output, input)
              .addAttribute(OnnxGraph.number("alpha", function.alpha()));
      case SELU ->
          graph
              .node("Selu", output, input)
              .addAttribute(OnnxGraph.number("alpha", SELU_ALPHA))
              .addAttribute(OnnxGraph.number("gamma", SELU_GAMMA));
      case TANH -> graph.node("Tanh", output, input);
      case SIGMOID -> graph.node("Sigmoid", output, input);
      case SOFTPLUS -> graph.node("Softplus", output, input);
      case SOFTSIGN -> graph.node("Softsign", output, input);
      case SILU -> {
        graph.node("Sigmoid", output + ".gate", input);
        graph.node("Mul", output, input, output + ".gate");
      }
      case EXPONENTIAL -> graph.node("Exp", output, input);
      case SOFTMAX ->
          graph.node("Softmax", output, input).addAttribute(OnnxGraph.integer("axis", 1));
    }
  }
}
