package io.residual.model.threshold;

import io.residual.model.error.Calibration;
import java.util.Arrays;

/**
 * The rolling quantile: a quantile of the entity's recent normal errors, times the factor by which
 * the calibrated threshold lies above the same quantile of the calibration rows.
 *
 * <p>Reasons for the factor. (1) A quantile far out, such as 0.9999, cannot be read off a few
 * hundred errors, but the level of the entity can; the shape of the tail beyond it comes from the
 * calibration. (2) If the threshold itself were the quantile of errors below the threshold, it
 * would sink with every window: errors above it never enter, the largest leaves, and nothing can
 * take its place. The quantile lies well below the threshold, so normal errors on both sides of it
 * enter.
 *
 * <p>A new entity's ring holds the calibration's own quantiles, so that its first record already
 * meets the calibrated threshold; the entity's errors replace them one by one, the levels mixed.
 */
public final class QuantileThreshold implements RollingThreshold {

  private final ThresholdSettings settings;
  private final Calibration calibration;
  private final double calibrated;
  private final double factor;
  private final int rank;

  /** A threshold with the given settings, starting from the given calibration. */
  public QuantileThreshold(ThresholdSettings settings, Calibration calibration) {
    this.settings = settings;
    this.calibration = calibration;
    int window = settings.window();
    rank = Math.min(window - 1, (int) (settings.quantile() * window));
    calibrated = Math.max(Float.MIN_NORMAL, calibration.quantile(1 - settings.risk()));
    // Read off the very ring that a new entity begins with, so that both agree to the bit.
    double level = select(initial().errors(), rank);
    factor = level > 0 ? Math.max(1, calibrated / level) : 1;
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
    return new ThresholdState(ThresholdState.VERSION, 0, errors);
  }

  @Override
  public double threshold(ThresholdState state) {
    double level = select(state.errors(), rank);
    return Math.max(lowest(), level == 0 ? calibrated : factor * level);
  }

  @Override
  public double lowest() {
    return settings.floor() * calibrated;
  }

  @Override
  public ThresholdState update(ThresholdState state, double error) {
    if (!(error >= 0) || Double.isInfinite(error)) {
      throw new IllegalArgumentException("error " + error + " is no finite number from 0 up");
    }
    if (error > threshold(state)) {
      return state;
    }
    state.errors()[state.next()] = (float) error;
    return new ThresholdState(
        ThresholdState.VERSION, (state.next() + 1) % state.errors().length, state.errors());
  }

  @Override
  public double severity(double error, double threshold) {
    double probability = calibration.tailProbability(error * calibrated / threshold);
    return Math.max(0, Math.min(1, -Math.log10(probability) / 10));
  }

  /** The error that has {@code rank} smaller or equal ones: by sorting the few that are larger. */
  private static float select(float[] errors, int rank) {
    int larger = errors.length - rank;
    float[] top = new float[larger];
    Arrays.fill(top, Float.NEGATIVE_INFINITY);
    for (float error : errors) {
      if (error > top[0]) {
        int i = 0;
        while (i + 1 < larger && top[i + 1] < error) {
          top[i] = top[i + 1];
          i++;
        }
        top[i] = error;
      }
    }
    return top[0];
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
