package io.residual.model.threshold;

import io.residual.model.error.Calibration;

/**
 * How far a threshold lies above the middle of the errors, in units of their spread.
 *
 * @param k spreads
 * @param offset what is added besides: 0, unless the calibration errors have no spread at all
 */
record Spread(double k, double offset) {

  /**
   * The k that the settings give, or the one with which the calibration's own middle and spread
   * make the calibrated threshold.
   */
  static Spread of(
      ThresholdSettings settings, Calibration calibration, double middle, double spread) {
    double above = calibration.quantile(1 - settings.risk()) - middle;
    if (!(spread > 0)) {
      return new Spread(settings.k() == null ? LEAST : settings.k(), Math.max(0, above));
    }
    return new Spread(settings.k() == null ? Math.max(LEAST, above / spread) : settings.k(), 0);
  }

  /** Errors that reach evenly up to the threshold must not pull it down for ever. */
  private static final double LEAST = 2;
}
