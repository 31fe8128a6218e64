package io.residual.trainer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.residual.trainer.data.InputFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks through a model's configuration and turns layers into operations. Sequential and functional
 * models, nested in one another as an encoder and a decoder often are. Layers that do nothing when
 * a network is used (dropout, noise) vanish; so do those that only change the shape of a row.
 */
final class KerasGraphReader {

  private static final int MAX_DEPTH = 16;

  private final KerasFile file;
  private final KerasLayers layers;
  private int inputs = -1;

  KerasGraphReader(KerasFile file) {
    this.file = file;
    this.layers = new KerasLayers(file);
  }

  KerasNetwork read(JsonNode model) throws InputFormatException {
    Value input = new Value(KerasNetwork.INPUT, -1);
    Value output = model(model, input, null, 0);
    if (inputs < 1) {
      throw file.fault("does not say how many features it takes; give its first layer a shape");
    }
    if (layers.nodes().isEmpty()) {
      throw file.fault("has no layer that computes anything");
    }
    return new KerasNetwork(inputs, layers.nodes(), output.name(), output.width());
  }

  /**
   * A model.
   *
   * @param top layer of the outermost model that it is in; null for that model itself
   */
  private Value model(JsonNode model, Value input, String top, int depth)
      throws InputFormatException {
    if (depth > MAX_DEPTH) {
      throw file.fault("nests models more than " + MAX_DEPTH + " deep");
    }
    String kind = model.path("class_name").asText();
    JsonNode config = model.path("config");
    JsonNode list = config.isArray() ? config : config.path("layers");
    return switch (kind) {
      case "Sequential" -> sequential(list, input, top, depth);
      case "Functional", "Model" -> functional(config, list, input, top, depth);
      default ->
          throw file.fault(
              "is a model of the class '"
                  + kind
                  + "'; sequential and functional models can be imported. Export others as ONNX");
    };
  }

  private Value sequential(JsonNode list, Value input, String top, int depth)
      throws InputFormatException {
    Value value = input;
    for (JsonNode layer : list) {
      value = layer(layer, name(layer), List.of(value), top, depth);
    }
    return value;
  }

  private Value functional(JsonNode config, JsonNode list, Value input, String top, int depth)
      throws InputFormatException {
    Map<String, JsonNode> open = new LinkedHashMap<>();
    list.forEach(layer -> open.put(name(layer), layer));
    List<String> entries = tensors(config.path("input_layers"));
    List<String> exits = tensors(config.path("output_layers"));
    if (entries.size() != 1 || exits.size() != 1) {
      throw file.fault(
          "has "
              + entries.size()
              + " inputs and "
              + exits.size()
              + " outputs; an autoencoder of rows has one each");
    }
    Map<String, Value> values = new HashMap<>();
    boolean progress = true;
    while (progress && !values.containsKey(exits.get(0))) {
      progress = false;
      for (String name : List.copyOf(open.keySet())) {
        JsonNode layer = open.get(name);
        List<Value> inbound = new ArrayList<>();
        if (name.equals(entries.get(0))) {
          inbound.add(input);
        } else {
          for (String source : sources(layer)) {
            inbound.add(values.get(source));
          }
        }
        if (!inbound.isEmpty() && !inbound.contains(null)) {
          values.put(name, layer(layer, name, inbound, top, depth));
          open.remove(name);
          progress = true;
        }
      }
    }
    Value output = values.get(exits.get(0));
    if (output == null) {
      throw file.fault("its layer '" + exits.get(0) + "' is not reached from its input");
    }
    return output;
  }

  private Value layer(JsonNode layer, String name, List<Value> inbound, String top, int depth)
      throws InputFormatException {
    String kind = layer.path("class_name").asText();
    String outermost = top == null ? name : top;
    declareInputs(layer.path("config"));
    if (kind.equals("Sequential") || kind.equals("Functional") || kind.equals("Model")) {
      return model(layer, inbound.get(0), outermost, depth + 1);
    }
    Value value = layers.add(layer, name, outermost, inbound, inputs);
    if (inputs < 0 && layers.firstRows() > 0) {
      inputs = layers.firstRows();
    }
    return value;
  }

  /** Keras 2 says {@code batch_input_shape}, Keras 3 {@code batch_shape}. */
  private void declareInputs(JsonNode config) {
    JsonNode shape =
        config.has("batch_shape") ? config.get("batch_shape") : config.path("batch_input_shape");
    if (inputs >= 0 || !shape.isArray() || shape.size() < 2) {
      return;
    }
    int product = 1;
    for (int i = 1; i < shape.size(); i++) {
      product *= shape.get(i).asInt(-1);
    }
    inputs = product > 0 ? product : inputs;
  }

  private static String name(JsonNode layer) {
    JsonNode name = layer.path("config").path("name");
    return name.isTextual() ? name.asText() : layer.path("name").asText();
  }

  /** Layer names in a list such as {@code [["dense", 0, 0]]}, or {@code ["dense", 0, 0]}. */
  private static List<String> tensors(JsonNode list) {
    List<String> names = new ArrayList<>();
    if (list.isArray() && !list.isEmpty() && list.get(0).isTextual()) {
      names.add(list.get(0).asText());
    } else {
      list.forEach(tensor -> names.add(tensor.path(0).asText()));
    }
    return names;
  }

  /** Where a layer's input comes from; the first of several calls, which are refused elsewhere. */
  private List<String> sources(JsonNode layer) throws InputFormatException {
    JsonNode calls = layer.path("inbound_nodes");
    if (calls.size() > 1) {
      throw file.fault(
          "uses its layer '"
              + name(layer)
              + "' "
              + calls.size()
              + " times; export the model as ONNX instead");
    }
    List<String> names = new ArrayList<>();
    if (calls.size() == 1) {
      JsonNode call = calls.get(0);
      if (call.isObject()) {
        histories(call.path("args"), names);
      } else {
        names.addAll(tensors(call));
      }
    }
    return names;
  }

  /** Keras 3 has whole tensors as arguments, each with the layer that made it. */
  private static void histories(JsonNode node, List<String> names) {
    if (node.has("keras_history")) {
      names.add(node.get("keras_history").path(0).asText());
    } else {
      if (node.has("config")) {
        histories(node.get("config"), names);
      }
      if (node.isArray()) {
        node.forEach(child -> histories(child, names));
      }
    }
  }

  /**
   * A result.
   *
   * @param width its features; -1 if not known yet
   */
  record Value(String name, int width) {}
}
