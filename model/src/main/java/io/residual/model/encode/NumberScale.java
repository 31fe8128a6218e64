package io.residual.model.encode;

/**
 * The line that scales numbers: {@code (value - center) / scale}.
 *
 * @param center encoded as 0
 * @param scale positive; the distance from the centre that is encoded as 1
 * @param typical the number that stands for a missing one, the training rows' mean or median
 */
public record NumberScale(double center, double scale, double typical) implements Scale {

  /**
   * Encoded magnitudes stop here. A hundred standard deviations is beyond any doubt, and keeps
   * 1e308 from becoming an infinite float in the network: such a record is scored and raises an
   * alert, instead of being refused.
   */
  public static final float LIMIT = 100f;

  /** Checks that encoding can divide by the scale. */
  public NumberScale {
    if (!(scale > 0)
        || !Double.isFinite(scale)
        || !Double.isFinite(center)
        || !Double.isFinite(typical)) {
      throw new IllegalArgumentException(
          "center " + center + ", scale " + scale + " and typical " + typical + " are unfit");
    }
  }

  @Override
  public float encode(double value) {
    // Halves, because the difference of two numbers near 1e308 overflows.
    return Scale.limited((value / 2 - center / 2) / scale * 2);
  }

  @Override
  public double decode(float feature) {
    return Scale.finite(center + scale * feature);
  }
}
