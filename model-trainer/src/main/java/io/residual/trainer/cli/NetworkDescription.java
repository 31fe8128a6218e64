package io.residual.trainer.cli;

import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.ImportedNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.Modality;
import io.residual.model.network.MultimodalNetwork;
import io.residual.model.network.NetworkSpec;
import io.residual.model.network.VariationalNetwork;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A network described for people.
 *
 * @param width features of a row
 */
record NetworkDescription(NetworkSpec network, int width) {

  /** What the losses of its training are. */
  String loss() {
    if (network instanceof MultimodalNetwork) {
      return "mean loss of the fields";
    }
    return network instanceof VariationalNetwork
        ? "mean squared error per feature and divergence of the code"
        : "mean squared error per feature";
  }

  /** The layers as lines, indented by two spaces. */
  String text() {
    if (network instanceof ImportedNetwork imported) {
      return "  imported from " + imported.origin() + System.lineSeparator();
    }
    return network instanceof MultimodalNetwork multimodal
        ? modalities(multimodal)
        : layers(network.dense());
  }

  private static String modalities(MultimodalNetwork network) {
    TextTable table = new TextTable().row("modality", "features", "encoder", "decoder", "losses");
    for (Modality modality : network.modalities()) {
      table.row(
          modality.name(),
          Integer.toString(modality.width()),
          units(modality.encoder()),
          units(modality.decoder()),
          losses(modality));
    }
    return parameters("code " + network.code().units(), network.parameterCount()) + table.text();
  }

  private static String units(List<LayerSpec> layers) {
    return layers.stream()
        .map(layer -> Integer.toString(layer.units()))
        .collect(Collectors.joining("-"));
  }

  private static String losses(Modality modality) {
    return modality.heads().stream()
        .collect(
            Collectors.groupingBy(
                head -> loss(head.activation()), TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(loss -> loss.getValue() + " " + loss.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String loss(Activation activation) {
    return switch (activation) {
      case SOFTMAX -> "cross-entropy";
      case SIGMOID -> "binary cross-entropy";
      default -> "squared error";
    };
  }

  private String layers(DenseNetwork dense) {
    long parameters = 0;
    long inputs = width;
    TextTable table = new TextTable().row("layer", "units", "activation", "weights and biases");
    List<LayerSpec> layers = dense.layers();
    int code = dense.encoder().size() - 1;
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layers.get(i);
      long count = (inputs + 1) * layer.units();
      table.row(
          i == code ? "code" : i < code ? "encoder" : "decoder",
          Integer.toString(layer.units()),
          layer.activation().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          String.format(Locale.ROOT, "%,d", count));
      parameters += count;
      inputs = layer.units();
    }
    return parameters(network.describe(width), parameters) + table.text();
  }

  private static String parameters(String what, long count) {
    return String.format(Locale.ROOT, "  %s: %,d parameters%n", what, count);
  }
}
