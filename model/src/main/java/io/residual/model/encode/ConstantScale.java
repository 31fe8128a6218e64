package io.residual.model.encode;

/**
 * The scale of a field that was the same number in every training row: how far a number is from it,
 * in logarithms, {@code sign(d) * ln(1 + |d| / unit)} with {@code d = value - constant}.
 *
 * <p>A field that never varied has no spread to measure a deviation by, and its own unit is an
 * accident: swap space as a share of 1 would never be heard, as bytes it would drown all else. What
 * is certain is that any other number is news. So every difference that is not rounding counts for
 * about ten standard deviations of another field, whatever the unit: ln(1 + 1e3) = 6.9 for a change
 * of a hundredth of the constant, 11.5 for one as large as the constant; and it grows by 2.3 with
 * every power of ten, so that it stays far from {@link NumberScale#LIMIT}.
 *
 * @param constant encoded as 0; what stands for a missing number, too
 * @param unit positive; a difference below which numbers count as equal
 */
public record ConstantScale(double constant, double unit) implements Scale {

  /** Well above the rounding of single precision, 6e-8, and of numbers written with six digits. */
  private static final double ROUNDING = 1e-5;

  /** Checks that encoding can divide. */
  public ConstantScale {
    if (!Double.isFinite(constant) || !(unit >= Double.MIN_NORMAL) || !Double.isFinite(unit)) {
      throw new IllegalArgumentException("constant " + constant + ", unit " + unit + " are unfit");
    }
  }

  /** The scale of a number that every training row had. */
  static ConstantScale of(double constant) {
    // Nothing is small compared with 0: a field of zeros is measured as one of ones.
    double magnitude = constant == 0 ? 1 : Math.abs(constant);
    return new ConstantScale(constant, Math.max(Double.MIN_NORMAL, ROUNDING * magnitude));
  }

  @Override
  public double typical() {
    return constant;
  }

  @Override
  public float encode(double value) {
    // Halves, because the difference of two numbers near 1e308 overflows.
    double half = value / 2 - constant / 2;
    double ratio = Math.abs(half) / unit * 2;
    double log =
        ratio <= Double.MAX_VALUE
            ? Math.log1p(ratio)
            : Math.log(Math.abs(half)) - Math.log(unit) + Math.log(2);
    return Scale.limited(Math.copySign(log, half));
  }

  @Override
  public double decode(float feature) {
    return Scale.finite(constant + Math.copySign(Math.expm1(Math.abs(feature)) * unit, feature));
  }
}
