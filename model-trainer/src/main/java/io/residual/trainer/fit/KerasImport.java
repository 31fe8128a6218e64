package io.residual.trainer.fit;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.ImportedNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.score.dl4j.DenseNetworks;
import io.residual.model.score.dl4j.NativeThreads;
import io.residual.model.score.dl4j.NetworkArchive;
import io.residual.trainer.data.InputFormatException;
import io.residual.trainer.keras.KerasFile;
import io.residual.trainer.keras.KerasNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Makes a network out of a Keras file. A plain chain of dense layers becomes a {@link
 * DenseNetwork}, which both runtimes score and which can be trained further; anything else an ONNX
 * graph.
 */
final class KerasImport {

  private KerasImport() {}

  /**
   * The network in a file.
   *
   * @throws IOException if it cannot be read, or is no autoencoder that can be imported
   */
  static ImportedGraph read(Path file) throws IOException {
    KerasNetwork keras = KerasFile.read(file);
    if (keras.inputs() != keras.outputs()) {
      throw new InputFormatException(
          file.toString(),
          "is no autoencoder: it takes "
              + keras.inputs()
              + " features and gives "
              + keras.outputs());
    }
    Optional<DenseChain> chain = DenseChain.of(keras);
    if (chain.isPresent()) {
      return dense(chain.get());
    }
    return new ImportedGraph(
        new ImportedNetwork(keras.inputs(), String.valueOf(file.getFileName())),
        Map.of(ModelBundle.ONNX_ENTRY, KerasOnnx.export(keras)));
  }

  private static ImportedGraph dense(DenseChain chain) {
    List<LayerSpec> layers = new ArrayList<>();
    int narrowest = 0;
    for (int i = 0; i < chain.layers().size(); i++) {
      DenseChain.Layer layer = chain.layers().get(i);
      layers.add(new LayerSpec(layer.columns(), layer.activation()));
      if (i < chain.layers().size() - 1 && layer.columns() < layers.get(narrowest).units()) {
        narrowest = i;
      }
    }
    DenseNetwork shape =
        new DenseNetwork(
            layers.subList(0, narrowest + 1), layers.subList(narrowest + 1, layers.size()));
    NativeThreads.useOne();
    int features = chain.layers().get(0).rows();
    MultiLayerNetwork network =
        DenseNetworks.network(
            DenseNetworks.configuration(shape, features, new NoOp(), 0), chain.parameters());
    try {
      return new ImportedGraph(
          shape,
          Map.of(
              ModelBundle.ONNX_ENTRY,
              OnnxExporter.export(List.of(network)),
              ModelBundle.DL4J_ENTRY,
              NetworkArchive.write(network)));
    } finally {
      network.close();
    }
  }

  /** The activation that both runtimes have under this formula, if any. */
  static Optional<Activation> common(io.residual.trainer.keras.KerasActivation activation) {
    return switch (activation.kind()) {
      case LINEAR -> Optional.of(Activation.IDENTITY);
      case RELU -> Optional.of(Activation.RELU);
      case TANH -> Optional.of(Activation.TANH);
      case SIGMOID -> Optional.of(Activation.SIGMOID);
      case ELU -> activation.alpha() == 1 ? Optional.of(Activation.ELU) : Optional.empty();
      case LEAKY_RELU ->
          activation.alpha() == 0.01 ? Optional.of(Activation.LEAKY_RELU) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
