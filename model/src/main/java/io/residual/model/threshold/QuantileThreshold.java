package io.residual.model.threshold;

import io.residual.model.error.Calibration;

/**
 * The rolling quantile: the level of an entity is a quantile of its recent normal errors, and the
 * threshold lies above it as the calibrated threshold lies above the level of the calibration rows.
 *
 * <p>Reasons. (1) A quantile far out, such as 0.9999, cannot be read off a few hundred errors, but
 * the level of the entity can; what lies beyond comes from the calibration. (2) If the threshold
 * itself were the quantile of errors below the threshold, it would sink with every window: errors
 * above it never enter, the largest leaves, and nothing can take its place. The level lies well
 * below the threshold, so normal errors on both sides of it enter.
 *
 * <p>How far above? Of the calibrated threshold, the part that an exponential tail through the
 * median and the 0.95 quantile explains belongs to the noise, and grows with the level. The rest
 * comes from rare spikes, which an entity at ten times the level does not have ten times as high:
 * it is added as it is.
 *
 * <p>Errors above the threshold do not enter. But if as many in a row as the window holds exceed
 * it, the entity has changed for good: those that follow enter, and the threshold has caught up
 * after at most another window.
 *
 * <p>A new entity's ring holds the calibration's own quantiles, so that its first record already
 * meets the calibrated threshold; the entity's errors replace them one by one, the levels mixed.
 */
public final class QuantileThreshold implements RollingThreshold {

  private final ThresholdSettings settings;
  private final Calibration calibration;
  private final double calibrated;
  private final double factor;
  private final double spikes;
  private final int rank;

  /** A threshold with the given settings, starting from the given calibration. */
  public QuantileThreshold(ThresholdSettings settings, Calibration calibration) {
    this.settings = settings;
    this.calibration = calibration;
    int window = settings.window();
    rank = Math.min(window - 1, (int) (settings.quantile() * window));
    calibrated = Math.max(Float.MIN_NORMAL, calibration.quantile(1 - settings.risk()));
    // Read off the very ring that a new entity begins with, so that both agree to the bit.
    double level = Ranks.select(initial().errors(), window, rank);
    double noise = level > 0 ? Math.min(calibrated, noise()) : calibrated;
    factor = level > 0 ? Math.max(1, noise / level) : 1;
    spikes = level > 0 ? Math.max(0, calibrated - factor * level) : calibrated;
  }

  /** Where the threshold would be if the errors' tail were exponential from the median on. */
  private double noise() {
    double median = calibration.quantile(0.5);
    double decade = calibration.quantile(0.95) - median;
    return median + decade * Math.log10(0.5 / settings.risk());
  }

  @Override
  public ThresholdState initial() {
    int window = settings.window();
    float[] errors = new float[window];
    // A stride near the golden section, coprime to the window, scatters high and low levels.
    int stride = (int) (window * 0.618);
    while (greatestCommonDivisor(stride, window) != 1) {
      stride++;
    }
    for (int i = 0; i < window; i++) {
      errors[i * stride % window] = (float) calibration.quantile((i + 0.5) / window);
    }
    return new ThresholdState(ThresholdState.VERSION, 0, 0, errors);
  }

  @Override
  public boolean accepts(ThresholdState state) {
    return state.version() == ThresholdState.VERSION && state.errors().length == settings.window();
  }

  @Override
  public double threshold(ThresholdState state) {
    double level = Ranks.select(state.errors(), settings.window(), rank);
    return Math.max(lowest(), factor * level + spikes);
  }

  @Override
  public double lowest() {
    return settings.floor() * calibrated;
  }

  @Override
  public Comparison observe(ThresholdState state, double error, long eventTimeMillis) {
    if (!(error >= 0) || Double.isInfinite(error)) {
      throw new IllegalArgumentException("error " + error + " is no finite number from 0 up");
    }
    double threshold = threshold(state);
    int exceedances = error > threshold ? state.count() + 1 : 0;
    int next = state.next();
    if (exceedances == 0 || exceedances > settings.window()) {
      state.errors()[next] = (float) error;
      next = (next + 1) % state.errors().length;
    }
    return new Comparison(
        threshold, new ThresholdState(ThresholdState.VERSION, next, exceedances, state.errors()));
  }

  @Override
  public double severity(double error, double threshold) {
    double probability = calibration.tailProbability(error * calibrated / threshold);
    return Math.max(0, Math.min(1, -Math.log10(probability) / 10));
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
