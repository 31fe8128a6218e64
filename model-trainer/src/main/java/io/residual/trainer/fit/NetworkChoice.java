package io.residual.trainer.fit;

import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.NetworkSettings;
import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.NetworkSpec;
import io.residual.trainer.batch.FieldColumns;
import io.residual.trainer.data.NetworkRows;
import java.util.ArrayList;
import java.util.List;

/** Finds the network that the settings ask for, and checks it against the rows. */
final class NetworkChoice {

  private NetworkChoice() {}

  /**
   * The network for some columns of the rows.
   *
   * @param training all rows; layers that the settings list must give back as many features
   * @param narrow the same rows with the columns that the network looks at
   * @param columns which of the latter belong to which field
   */
  static NetworkSpec of(
      NetworkSettings settings, NetworkRows training, NetworkRows narrow, FieldColumns columns)
      throws InvalidConfigException {
    return switch (settings.preset()) {
      case AUTO -> DefaultEnsemble.shape(narrow.features());
      case BOTTLENECK -> NetworkSizing.of(narrow);
      case VARIATIONAL -> NetworkSizing.variational(narrow, settings.code(), settings.beta());
      case MULTIMODAL -> MultimodalSizing.of(narrow, columns, settings.code());
      case CLASSIC ->
          narrowed(
              matching(DenseNetwork.classic(), training.features(), "training.network"), narrow);
      case LAYERS ->
          narrowed(
              matching(settings.layers(), training.features(), "training.network.decoder"), narrow);
    };
  }

  private static DenseNetwork narrowed(DenseNetwork spec, NetworkRows narrow) {
    List<LayerSpec> decoder = new ArrayList<>(spec.decoder());
    Activation last = decoder.remove(decoder.size() - 1).activation();
    decoder.add(new LayerSpec(narrow.features(), last));
    return new DenseNetwork(spec.encoder(), decoder);
  }

  private static DenseNetwork matching(DenseNetwork spec, int features, String key)
      throws InvalidConfigException {
    List<LayerSpec> decoder = spec.decoder();
    int outputs = decoder.get(decoder.size() - 1).units();
    if (outputs != features) {
      throw new InvalidConfigException(
          "the pipeline",
          List.of(
              new ConfigFault(
                  key,
                  "its last layer has "
                      + outputs
                      + " units, but the schema's fields make rows of "
                      + features
                      + " features",
                  spec.equals(DenseNetwork.classic())
                      ? "the classic network is for images of 28 x 28 pixels; use auto or list"
                          + " layers"
                      : "give the decoder's last layer " + features + " units")));
    }
    return spec;
  }
}
