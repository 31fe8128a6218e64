package io.residual.model.config;

/**
 * What training rows are varied by, anew in each epoch. Noise, masking and swapping corrupt what
 * the network sees and leave what it ought to give back clean: a denoising autoencoder (Vincent et
 * al., ICML 2008). Interpolation makes up further rows.
 *
 * @param noise standard deviation of Gaussian noise on every feature, in units of the feature's own
 *     standard deviation on training rows; 0 for none
 * @param noiseFeatures probability with which a feature of a row gets that noise, from 0 to 1
 * @param mask probability with which a field is hidden: its features take their mean on training
 *     rows; from 0 to 1
 * @param swap probability with which a field takes the value of another training row; from 0 to 1
 * @param interpolate rows made up between neighbours, as a part of the training rows; 0 for none
 */
public record AugmentSettings(
    double noise, double noiseFeatures, double mask, double swap, double interpolate) {

  /** Rows as they are. */
  public static final AugmentSettings NONE = new AugmentSettings(0, 0, 0, 0);

  /** Checks the ranges. */
  public AugmentSettings {
    require(noise >= 0 && noise < Double.POSITIVE_INFINITY, "noise", noise, "finite, at least 0");
    require(
        noiseFeatures >= 0 && noiseFeatures <= 1, "noiseFeatures", noiseFeatures, "from 0 to 1");
    require(mask >= 0 && mask <= 1, "mask", mask, "from 0 to 1");
    require(swap >= 0 && swap <= 1, "swap", swap, "from 0 to 1");
    require(
        interpolate >= 0 && interpolate < Double.POSITIVE_INFINITY,
        "interpolate",
        interpolate,
        "finite, at least 0");
  }

  /** Noise, if any, on every feature. */
  public AugmentSettings(double noise, double mask, double swap, double interpolate) {
    this(noise, 1, mask, swap, interpolate);
  }

  /** Whether the network sees other rows than it ought to give back. */
  public boolean corrupts() {
    return noise > 0 || mask > 0 || swap > 0;
  }

  private static void require(boolean holds, String name, double value, String range) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
    }
  }
}
