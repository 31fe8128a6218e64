package io.residual.model.encode;

/** Quantiles of the standard normal distribution. */
final class NormalScore {

  private static final double[] CENTRE_TOP = {
    3.3871327179, 50.434271938, 159.29113202, 59.109374720
  };
  private static final double[] CENTRE_BOTTOM = {1, 17.895169469, 78.757757664, 67.187563600};
  private static final double[] MIDDLE_TOP = {
    1.4234372777, 2.7568153900, 1.3067284816, 0.17023821103
  };
  private static final double[] MIDDLE_BOTTOM = {1, 0.73700164250, 0.12021132975};
  private static final double[] TAIL_TOP = {
    6.6579051150, 3.0812263860, 0.42868294337, 0.017337203997
  };
  private static final double[] TAIL_BOTTOM = {1, 0.24197894225, 0.012258202635};

  private NormalScore() {}

  /**
   * The number below which a normal variable lies with the given probability, to seven digits:
   * Wichura, Algorithm AS 241 (PPND7), Applied Statistics 37, 1988.
   *
   * @param probability above 0 and below 1
   */
  static double of(double probability) {
    double q = probability - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q * polynomial(CENTRE_TOP, r) / polynomial(CENTRE_BOTTOM, r);
    }
    double r = Math.sqrt(-Math.log(q < 0 ? probability : 1 - probability));
    double score =
        r <= 5
            ? polynomial(MIDDLE_TOP, r - 1.6) / polynomial(MIDDLE_BOTTOM, r - 1.6)
            : polynomial(TAIL_TOP, r - 5) / polynomial(TAIL_BOTTOM, r - 5);
    return q < 0 ? -score : score;
  }

  private static double polynomial(double[] coefficients, double x) {
    double value = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      value = value * x + coefficients[i];
    }
    return value;
  }
}
