package io.residual.model.config;

import io.residual.model.network.DenseNetwork;

/**
 * Which network to build.
 *
 * @param preset how it is chosen
 * @param layers the network; null unless the preset is LAYERS
 * @param code units of a multimodal network's code, or dimensions of a variational one's; 0 to
 *     choose them from the training rows
 * @param beta of a variational network, see {@code VariationalNetwork}; above 0
 */
public record NetworkSettings(Preset preset, DenseNetwork layers, int code, double beta) {

  /**
   * As Kingma and Welling have it: the decoder allows each feature the variance that scaling gives
   * it.
   */
  public static final double BETA = 1;

  /** How the network is chosen. */
  public enum Preset {
    /** Several networks of two kinds that judge together. */
    AUTO,
    /** One network with a narrow code, sized from the training rows. */
    BOTTLENECK,
    /** {@link DenseNetwork#classic()}, trained as in its original recipe. */
    CLASSIC,
    /** One network with an encoder and a decoder for each kind of fields. */
    MULTIMODAL,
    /** One network whose code is drawn from a distribution while it is trained. */
    VARIATIONAL,
    /** Written out layer by layer. */
    LAYERS
  }

  /** Several networks of two kinds that judge together. */
  public static final NetworkSettings AUTO = of(Preset.AUTO);

  /** A network with a narrow code, sized from the training rows. */
  public static final NetworkSettings BOTTLENECK = of(Preset.BOTTLENECK);

  /** The classic network. */
  public static final NetworkSettings CLASSIC = of(Preset.CLASSIC);

  /** A preset as it is without further settings. */
  static NetworkSettings of(Preset preset) {
    return new NetworkSettings(preset, null, 0, BETA);
  }

  /** A network written out layer by layer. */
  public static NetworkSettings of(DenseNetwork layers) {
    return new NetworkSettings(Preset.LAYERS, layers, 0, BETA);
  }
}
