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
    /** Sized from the training rows. */
    AUTO,
    /** {@link DenseNetwork#classic()}, trained as in its original recipe. */
    CLASSIC,
    /** Written out layer by layer. */
    LAYERS
  }

  /** A network sized from the training rows. */
  public static final NetworkSettings AUTO = new NetworkSettings(Preset.AUTO, null);

  /** The classic network. */
  public static final NetworkSettings CLASSIC = new NetworkSettings(Preset.CLASSIC, null);
}
