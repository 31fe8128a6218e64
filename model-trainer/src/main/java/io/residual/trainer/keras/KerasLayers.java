package io.residual.trainer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.residual.trainer.data.InputFormatException;
import io.residual.trainer.keras.KerasGraphReader.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Turns single layers into operations, and gathers them. */
final class KerasLayers {

  private final KerasFile file;
  private final List<KerasNetwork.Node> nodes = new ArrayList<>();
  private int firstRows = -1;

  KerasLayers(KerasFile file) {
    this.file = file;
  }

  List<KerasNetwork.Node> nodes() {
    return nodes;
  }

  /** Features that the first dense layer takes; -1 before there is one. */
  int firstRows() {
    return firstRows;
  }

  /**
   * Adds a layer.
   *
   * @param top the layer under which its weights are filed
   * @param inputs features of the network, if known
   */
  Value add(JsonNode layer, String name, String top, List<Value> inbound, int inputs)
      throws InputFormatException {
    String kind = layer.path("class_name").asText();
    JsonNode config = layer.path("config");
    Value input = inbound.get(0);
    if (input.width() < 0 && inputs > 0) {
      input = new Value(input.name(), inputs);
    }
    return switch (kind) {
      case "InputLayer" -> input;
      // Nothing of these happens outside training, and rows are flat in memory anyway.
      case "Dropout",
          "AlphaDropout",
          "GaussianDropout",
          "GaussianNoise",
          "ActivityRegularization",
          "Flatten",
          "Reshape" ->
          input;
      case "Dense" -> dense(config, name, top, input);
      case "Activation" -> activation(config.path("activation"), name, input);
      case "ReLU" -> relu(config, name, input);
      case "LeakyReLU" ->
          activate(
              new KerasActivation(KerasActivation.Kind.LEAKY_RELU, slope(config, 0.3)),
              name,
              input);
      case "ELU" ->
          activate(
              new KerasActivation(KerasActivation.Kind.ELU, config.path("alpha").asDouble(1)),
              name,
              input);
      case "Softmax" -> activate(KerasActivation.of(KerasActivation.Kind.SOFTMAX), name, input);
      case "BatchNormalization" -> normalization(config, name, top, input);
      case "Concatenate" -> {
        String output = unique(name);
        nodes.add(new KerasNetwork.Concatenate(names(inbound), output));
        yield new Value(output, inbound.stream().mapToInt(Value::width).sum());
      }
      case "Add" -> {
        String output = unique(name);
        nodes.add(new KerasNetwork.Add(names(inbound), output));
        yield new Value(output, input.width());
      }
      default ->
          throw file.fault(
              "has a layer '"
                  + name
                  + "' of the class '"
                  + kind
                  + "'; dense networks can be imported from Keras. Export others as ONNX");
    };
  }

  private Value dense(JsonNode config, String name, String top, Value input)
      throws InputFormatException {
    int units = config.path("units").asInt(-1);
    int[] shape = file.shape(top, name, "kernel");
    int rows = input.width() > 0 ? input.width() : shape.length == 2 ? shape[0] : -1;
    float[] weights = file.weights(top, name, "kernel", rows, units);
    float[] biases =
        config.path("use_bias").asBoolean(true)
            ? file.weights(top, name, "bias", units)
            : new float[units];
    if (firstRows < 0) {
      firstRows = rows;
    }
    Value sum = new Value(unique(name), units);
    nodes.add(new KerasNetwork.Affine(input.name(), sum.name(), rows, units, weights, biases));
    return activation(config.path("activation"), name + ".activation", sum);
  }

  private Value activation(JsonNode named, String name, Value input) throws InputFormatException {
    // Keras 3 may write a function as an object with its name inside.
    String text = named.isObject() ? named.path("config").asText() : named.asText("linear");
    KerasActivation activation = KerasActivation.BY_NAME.get(text);
    if (activation == null) {
      throw file.fault(
          "has the activation '"
              + text
              + "' in '"
              + name
              + "'; it can have "
              + new TreeSet<>(KerasActivation.BY_NAME.keySet()));
    }
    return activation.kind() == KerasActivation.Kind.LINEAR
        ? input
        : activate(activation, name, input);
  }

  private Value relu(JsonNode config, String name, Value input) throws InputFormatException {
    if (config.hasNonNull("max_value") || config.path("threshold").asDouble(0) != 0) {
      throw file.fault("has a ReLU '" + name + "' with max_value or threshold; export it as ONNX");
    }
    double slope = slope(config, 0);
    return activate(
        slope == 0
            ? KerasActivation.of(KerasActivation.Kind.RELU)
            : new KerasActivation(KerasActivation.Kind.LEAKY_RELU, slope),
        name,
        input);
  }

  /** Keras 2 says {@code alpha}, Keras 3 {@code negative_slope}. */
  private static double slope(JsonNode config, double otherwise) {
    return config.path("negative_slope").asDouble(config.path("alpha").asDouble(otherwise));
  }

  private Value activate(KerasActivation function, String name, Value input) {
    Value output = new Value(unique(name), input.width());
    nodes.add(new KerasNetwork.Activate(input.name(), output.name(), function));
    return output;
  }

  /** {@code gamma (x - mean) / sqrt(variance + epsilon) + beta} (Ioffe and Szegedy, ICML 2015). */
  private Value normalization(JsonNode config, String name, String top, Value input)
      throws InputFormatException {
    int width = input.width() > 0 ? input.width() : file.shape(top, name, "moving_mean")[0];
    float[] mean = file.weights(top, name, "moving_mean", width);
    float[] variance = file.weights(top, name, "moving_variance", width);
    float[] gamma = new float[width];
    Arrays.fill(gamma, 1f);
    if (config.path("scale").asBoolean(true)) {
      gamma = file.weights(top, name, "gamma", width);
    }
    float[] beta =
        config.path("center").asBoolean(true)
            ? file.weights(top, name, "beta", width)
            : new float[width];
    double epsilon = config.path("epsilon").asDouble(1e-3);
    float[] factors = new float[width];
    float[] offsets = new float[width];
    for (int j = 0; j < width; j++) {
      double factor = gamma[j] / Math.sqrt(variance[j] + epsilon);
      factors[j] = (float) factor;
      offsets[j] = (float) (beta[j] - mean[j] * factor);
    }
    Value output = new Value(unique(name), width);
    nodes.add(new KerasNetwork.Scale(input.name(), output.name(), factors, offsets));
    return output;
  }

  private static List<String> names(List<Value> values) {
    return values.stream().map(Value::name).toList();
  }

  /** Layers of nested models may share names. */
  private String unique(String name) {
    return nodes.size() + "." + name;
  }
}
