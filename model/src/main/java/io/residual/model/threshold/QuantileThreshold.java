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
 * Slides by count or by event time, see {@link ErrorRing}.
 */
public final class QuantileThreshold extends CalibratedThreshold {

  private final ErrorRing ring;
  private final double factor;
  private final double spikes;
  private final int rank;

  /** A threshold with the given settings, starting from the given calibration. */
  public QuantileThreshold(ThresholdSettings settings, Calibration calibration) {
    super(settings, calibration);
    ring = new ErrorRing(settings, calibration, true);
    rank = Math.min(ring.size() - 1, (int) (settings.quantile() * ring.size()));
    double calibrated = Math.max(Float.MIN_NORMAL, calibration.quantile(1 - settings.risk()));
    // Read off the very ring that a new entity begins with, so that both agree to the bit.
    double level = Ranks.select(ring.initialErrors(), rank);
    double noise =
        level > 0 ? Math.min(calibrated, noise(calibration, settings.risk())) : calibrated;
    factor = level > 0 ? Math.max(1, noise / level) : 1;
    spikes = level > 0 ? Math.max(0, calibrated - factor * level) : calibrated;
    startsFrom(calibrated);
  }

  /** Where the threshold would be if the errors' tail were exponential from the median on. */
  private static double noise(Calibration calibration, double risk) {
    double median = calibration.quantile(0.5);
    double decade = calibration.quantile(0.95) - median;
    return median + decade * Math.log10(0.5 / risk);
  }

  @Override
  public ThresholdState initial() {
    return ThresholdState.empty(shape());
  }

  @Override
  public double threshold(ThresholdState state) {
    return bounded(factor * Ranks.select(ring.errors(state), rank) + spikes);
  }

  @Override
  public Comparison observe(ThresholdState state, double error, long eventTimeMillis) {
    double bounded = learnable(error);
    ThresholdState now = ring.at(state, eventTimeMillis);
    double threshold = threshold(now);
    int exceedances = error > threshold ? now.count() + 1 : 0;
    boolean lasting = exceedances > ring.size();
    ThresholdState next =
        exceedances == 0 || lasting ? ring.add(now, bounded, eventTimeMillis) : now;
    // Counted no further than it matters.
    return new Comparison(threshold, next.withCount(Math.min(exceedances, ring.size() + 1)));
  }
}
