package io.residual.model.encode;

import java.util.Arrays;
import java.util.Optional;

/**
 * Logarithms of magnitudes, standardised: {@code (sign(x) * ln(1 + |x| / unit) - center) / scale}.
 *
 * <p>The modulus transformation with exponent 0 (John and Draper, Applied Statistics 29, 1980),
 * which takes zero and negative numbers too. Well below the unit it is a straight line, well above
 * it the logarithm, so that the unit decides where the bend is and a change from seconds to
 * milliseconds changes nothing.
 *
 * @param unit positive; the magnitude at which the bend is
 * @param center mean of the logarithms of the training rows
 * @param scale positive; their standard deviation
 * @param typical the number that stands for a missing one, the training rows' median
 */
public record LogScale(double unit, double center, double scale, double typical) implements Scale {

  /** Units tried: these quantiles of the magnitudes that are not zero. */
  private static final double[] UNIT_QUANTILES = {0.5, 0.25, 0.05, 0.01};

  /** Checks that encoding can divide. */
  public LogScale {
    if (!(unit >= Double.MIN_NORMAL)
        || !Double.isFinite(unit)
        || !(scale > 0)
        || !Double.isFinite(scale)
        || !Double.isFinite(center)
        || !Double.isFinite(typical)) {
      throw new IllegalArgumentException(
          String.format(
              "unit %s, center %s, scale %s and typical %s are unfit",
              unit, center, scale, typical));
    }
  }

  /**
   * The scale under which the sample is least skewed.
   *
   * @param sorted finite numbers, ascending
   * @return empty if all numbers are the same under it
   */
  static Optional<LogScale> of(double[] sorted, double typical) {
    double[] magnitudes =
        Arrays.stream(sorted).map(Math::abs).filter(m -> m >= Double.MIN_NORMAL).sorted().toArray();
    if (magnitudes.length == 0) {
      return Optional.empty();
    }
    LogScale best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double quantile : UNIT_QUANTILES) {
      double unit = SortedSample.quantile(magnitudes, quantile);
      double[] logs = Arrays.stream(sorted).map(value -> log(value, unit)).toArray();
      SampleMoments moments = SampleMoments.of(logs);
      double skewness = Math.abs(moments.skewness());
      if (moments.spreads() && skewness < least) {
        best = new LogScale(unit, moments.mean(), moments.deviation(), typical);
        least = skewness;
      }
    }
    return Optional.ofNullable(best);
  }

  private static double log(double value, double unit) {
    double ratio = Math.abs(value) / unit;
    double log =
        ratio <= Double.MAX_VALUE ? Math.log1p(ratio) : Math.log(Math.abs(value)) - Math.log(unit);
    return Math.copySign(log, value);
  }

  @Override
  public float encode(double value) {
    return Scale.limited((log(value, unit) - center) / scale);
  }

  @Override
  public double decode(float feature) {
    double log = center + scale * feature;
    return Scale.finite(Math.copySign(Math.expm1(Math.abs(log)) * unit, log));
  }
}
