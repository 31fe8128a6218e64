package io.residual.model.config;

import io.residual.model.network.DenseNetwork;

/**
 * Which network to build.
 *
 * @param preset how it is chosen
 * @param layers the network; null unless the preset is LAYERS
 */
public record NetworkSettings(Preset preset, DenseNetwork layers) {

  /** How the network is chosen. */
  public enum Preset {
    /** Several networks of two kinds that judge together. */
    AUTO,
    /** One network with a narrow code, sized from the training rows. */
    BOTTLENECK,
    /** {@link DenseNetwork#classic()}, trained as in its original recipe. */
    CLASSIC,
    /** Written out layer by layer. */
    LAYERS
  }

  /** Several networks of two kinds that judge together. */
  public static final NetworkSettings AUTO = new NetworkSettings(Preset.AUTO, null);

  /** A network with a narrow code, sized from the training rows. */
  public static final NetworkSettings BOTTLENECK = new NetworkSettings(Preset.BOTTLENECK, null);

  /** The classic network. */
  public static final NetworkSettings CLASSIC = new NetworkSettings(Preset.CLASSIC, null);
}
