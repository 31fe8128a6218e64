package io.residual.model.encode;

/**
 * Moments of a sample.
 *
 * @param mean of the sample
 * @param deviation standard deviation
 * @param skewness third standardised moment; 0 if nothing varies
 * @param excess fourth standardised moment less the normal distribution's 3; 0 if nothing varies
 */
record SampleMoments(double mean, double deviation, double skewness, double excess) {

  /** A spread below this part of the mean is rounding error. */
  private static final double ROUNDING = 1e-12;

  static SampleMoments of(double[] sample) {
    double mean = 0;
    for (double value : sample) {
      mean += value / sample.length;
    }
    double second = 0;
    for (double value : sample) {
      second += (value - mean) / sample.length * (value - mean);
    }
    double deviation = Math.sqrt(second);
    if (!spreads(mean, deviation)) {
      return new SampleMoments(mean, deviation, 0, 0);
    }
    double third = 0;
    double fourth = 0;
    for (double value : sample) {
      double z = (value - mean) / deviation;
      third += z * z * z / sample.length;
      fourth += z * z * z * z / sample.length;
    }
    return new SampleMoments(mean, deviation, third, fourth - 3);
  }

  /** Whether numbers of this mean and deviation differ by more than rounding. */
  static boolean spreads(double mean, double deviation) {
    return Double.isFinite(mean)
        && Double.isFinite(deviation)
        && deviation > ROUNDING * Math.max(ROUNDING, Math.abs(mean));
  }

  boolean spreads() {
    return spreads(mean, deviation);
  }
}
