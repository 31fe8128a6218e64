package io.residual.trainer.fit;

import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.Modality;
import io.residual.model.network.MultimodalNetwork;
import io.residual.model.network.NetworkSpec;
import io.residual.model.network.VariationalNetwork;
import java.util.ArrayList;
import java.util.List;

/** Networks like others with the units of all layers but the last times a factor. */
final class NetworkResizing {

  private NetworkResizing() {}

  /** The network that the factor makes of one that can be trained. */
  static NetworkSpec of(NetworkSpec network, double factor) {
    if (factor == 1) {
      return network;
    }
    if (network instanceof VariationalNetwork variational) {
      return VariationalNetwork.of(
          resized(variational.hidden(), factor),
          units(variational.dimensions(), factor),
          resized(variational.layers(), factor).decoder(),
          variational.beta());
    }
    if (network instanceof MultimodalNetwork multimodal) {
      List<Modality> modalities = new ArrayList<>();
      for (Modality modality : multimodal.modalities()) {
        modalities.add(
            new Modality(
                modality.name(),
                resized(modality.encoder(), factor),
                resized(modality.decoder(), factor),
                modality.heads()));
      }
      LayerSpec code = resized(List.of(multimodal.code()), factor).get(0);
      return new MultimodalNetwork(multimodal.width(), modalities, code);
    }
    return resized(network.dense(), factor);
  }

  private static DenseNetwork resized(DenseNetwork network, double factor) {
    List<LayerSpec> decoder = new ArrayList<>(resized(network.decoder(), factor));
    decoder.set(decoder.size() - 1, network.decoder().get(decoder.size() - 1));
    return new DenseNetwork(resized(network.encoder(), factor), decoder);
  }

  private static List<LayerSpec> resized(List<LayerSpec> layers, double factor) {
    return layers.stream()
        .map(layer -> new LayerSpec(units(layer.units(), factor), layer.activation()))
        .toList();
  }

  private static int units(int units, double factor) {
    return (int) Math.max(1, Math.round(factor * units));
  }
}
