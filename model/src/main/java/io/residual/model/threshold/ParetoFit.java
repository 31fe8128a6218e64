package io.residual.model.threshold;

/**
 * The generalised Pareto distribution that fits excesses best: {@code P(Y > y) = (1 + shape y /
 * scale)^(-1 / shape)}, for shape 0 {@code exp(-y / scale)}.
 *
 * <p>Maximum likelihood by Grimshaw's method (Technometrics 35, 1993), which needs one unknown
 * instead of two: with {@code x = shape / scale}, at a maximum {@code u(x) v(x) = 1}, where {@code
 * u(x) = mean of 1 / (1 + x y)} and {@code v(x) = 1 + mean of log(1 + x y)}; then {@code shape =
 * v(x) - 1}. Every root is a candidate, and so is the exponential distribution; the likeliest wins.
 *
 * @param shape 0 is exponential, larger is heavier
 * @param scale above 0, in units of the excesses
 */
record ParetoFit(double shape, double scale) {

  /** Roots are looked for between these parts of the way from 0 down to -1 / largest excess. */
  private static final double[] BELOW = {
    0.9999, 0.999, 0.99, 0.97, 0.93, 0.87, 0.78, 0.66, 0.5, 0.35, 0.2, 0.1, 0.04, 0.01
  };

  /** And between these multiples of 1 / mean excess: up to shapes far beyond what occurs. */
  private static final double LEAST_ABOVE = 1e-3;

  private static final double MOST_ABOVE = 1e5;
  private static final double STEP_ABOVE = 2.5;

  private static final int MAX_STEPS = 60;
  private static final double PRECISION = 1e-9;

  /**
   * Fits a distribution.
   *
   * @param excesses at least one, finite and at least 0
   */
  static ParetoFit of(float[] excesses) {
    double mean = 0;
    double largest = 0;
    for (float excess : excesses) {
      mean += (double) excess / excesses.length;
      largest = Math.max(largest, excess);
    }
    if (!(mean > Float.MIN_NORMAL)) {
      return new ParetoFit(0, Float.MIN_NORMAL);
    }
    double[] scaled = new double[excesses.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = excesses[i] / mean;
    }
    Search search = new Search(scaled);
    search.roots(BELOW, -mean / largest);
    int points = 1 + (int) (Math.log(MOST_ABOVE / LEAST_ABOVE) / Math.log(STEP_ABOVE));
    double[] above = new double[points];
    for (int i = 0; i < points; i++) {
      above[i] = LEAST_ABOVE * Math.pow(STEP_ABOVE, i);
    }
    search.roots(above, 1);
    return new ParetoFit(search.shape, search.scale * mean);
  }

  /**
   * The likeliest distribution of a given shape: {@code mean of (1 + shape) y / (scale + shape y)}
   * is 1 where the likelihood's derivative by the scale is 0, and falls with the scale.
   *
   * @param shape above -1
   */
  static ParetoFit ofShape(double shape, float[] excesses) {
    double largest = 0;
    for (float excess : excesses) {
      largest = Math.max(largest, excess);
    }
    if (!(largest > Float.MIN_NORMAL)) {
      return new ParetoFit(0, Float.MIN_NORMAL);
    }
    double low = Math.max(0, -shape) * largest;
    double high = (1 + Math.abs(shape)) * largest;
    // Newton's method for 1 / scale would overshoot: the bracket keeps it.
    double scale = high / 2;
    for (int step = 0; step < MAX_STEPS && high - low > PRECISION * high; step++) {
      double sum = 0;
      double slope = 0;
      for (float excess : excesses) {
        double part = excess / (scale + shape * excess);
        sum += part;
        slope -= part / (scale + shape * excess);
      }
      double value = (1 + shape) * sum / excesses.length - 1;
      if (value > 0) {
        low = scale;
      } else {
        high = scale;
      }
      double newton = scale - value / ((1 + shape) * slope / excesses.length);
      if (Math.abs(newton - scale) <= PRECISION * scale) {
        return new ParetoFit(shape, newton);
      }
      scale = newton > low && newton < high ? newton : (low + high) / 2;
    }
    return new ParetoFit(shape, scale);
  }

  /**
   * The excess that is exceeded with a probability.
   *
   * @param probability above 0, at most 1
   */
  double quantile(double probability) {
    return Math.abs(shape) < 1e-9
        ? -scale * Math.log(probability)
        : scale / shape * Math.expm1(-shape * Math.log(probability));
  }

  /** Looks for the likeliest root; excesses have mean 1. */
  private static final class Search {

    private final double[] excesses;
    private double u;
    private double v;
    private double shape;
    private double scale = 1;
    private double likelihood = -1; // of the exponential distribution, for each excess

    Search(double[] excesses) {
      this.excesses = excesses;
    }

    /** Grimshaw's function, 0 at stationary points of the likelihood. */
    private double w(double x) {
      double inverses = 0;
      double logs = 0;
      for (double excess : excesses) {
        inverses += 1 / (1 + x * excess);
        logs += Math.log1p(x * excess);
      }
      u = inverses / excesses.length;
      v = 1 + logs / excesses.length;
      return u * v - 1;
    }

    void roots(double[] grid, double unit) {
      double from = grid[0] * unit;
      double atFrom = w(from);
      for (int i = 1; i < grid.length; i++) {
        double to = grid[i] * unit;
        double atTo = w(to);
        if (atFrom * atTo <= 0) {
          consider(root(from, atFrom, to, atTo));
        }
        from = to;
        atFrom = atTo;
      }
    }

    /** Regula falsi as improved at the Illinois (Dowell and Jarratt, BIT 11, 1971). */
    private double root(double low, double atLow, double high, double atHigh) {
      double a = low;
      double b = high;
      double fa = atLow;
      double fb = atHigh;
      for (int step = 0; step < MAX_STEPS && Math.abs(b - a) > PRECISION * Math.abs(b); step++) {
        double x = fa == fb ? (a + b) / 2 : b - fb * (b - a) / (fb - fa);
        double fx = w(x);
        if (fx == 0) {
          return x;
        }
        if (fx * fb < 0) {
          a = b;
          fa = fb;
        } else {
          fa /= 2;
        }
        b = x;
        fb = fx;
      }
      return b;
    }

    private void consider(double x) {
      w(x);
      double candidate = v - 1;
      double logLikelihood = -Math.log(candidate / x) - 1 - candidate;
      if (logLikelihood > likelihood) {
        likelihood = logLikelihood;
        shape = candidate;
        scale = candidate / x;
      }
    }
  }
}
