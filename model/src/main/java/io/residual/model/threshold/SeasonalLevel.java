package io.residual.model.threshold;

import io.residual.model.error.Calibration;
import java.util.Arrays;

/**
 * How large an entity's errors usually are at an hour of the day or week, as a multiple of their
 * level. An error divided by its hour's multiple can be compared with a threshold that knows of no
 * hours: multiplicative seasonal factors as in Winters, Management Science 6, 1960.
 *
 * <p>An hour is learnt when it is over, from its mean error, with weight {@value #WEIGHT} at most,
 * less if it had few: so what creeps up within an hour cannot excuse itself. Factors stay between 1
 * / {@value #MOST} and {@value #MOST}. Only the hour matters, not the date: event time may go
 * backwards or be years ahead.
 *
 * <p>Immutable, thread safe.
 */
public final class SeasonalLevel {

  /** No factor is larger, nor smaller than its inverse. */
  public static final double MOST = 8;

  private static final double WEIGHT = 0.25;

  /** So many errors give an hour half of its weight. */
  private static final int FEW = 4;

  private final Season season;
  private final double calibrated;

  /** Factors for entities whose errors begin at the calibration's level. */
  public SeasonalLevel(Season season, Calibration calibration) {
    this.season = season;
    double sum = 0;
    for (float error : ErrorRing.quantiles(calibration, 1 << 10)) {
      sum += error;
    }
    calibrated = Math.max(Float.MIN_NORMAL, sum / (1 << 10));
  }

  /** The state of an entity that was never seen: no hour differs from others. */
  public SeasonState initial() {
    char[] codes = new char[season.hours()];
    Arrays.fill(codes, ErrorCode.of(1));
    return new SeasonState(-1, 0, 0, calibrated, codes);
  }

  /** Whether a state, perhaps null, can be gone on with. */
  public boolean accepts(SeasonState state) {
    return state != null && state.codes().length == season.hours();
  }

  /** By how much errors at a time are usually larger than on average; above 0. */
  public double factor(SeasonState state, long eventTimeMillis) {
    return ErrorCode.value(state.codes()[season.hour(eventTimeMillis)]);
  }

  /**
   * Learns a normal error.
   *
   * @param state must not be used any more afterwards
   * @param error finite and at least 0, as it came, not divided by any factor
   */
  public SeasonState learn(SeasonState state, double error, long eventTimeMillis) {
    double bounded = Math.min(error, Float.MAX_VALUE);
    int hour = season.hour(eventTimeMillis);
    if (hour == state.hour()) {
      return new SeasonState(
          hour, state.count() + 1, state.sum() + bounded, state.level(), state.codes());
    }
    double level = state.hour() < 0 ? state.level() : closed(state);
    return new SeasonState(hour, 1, bounded, level, state.codes());
  }

  /** Learns the hour that is over; returns the new level. */
  private double closed(SeasonState state) {
    double mean = state.sum() / state.count();
    double trust = (double) state.count() / (state.count() + FEW);
    double level = state.level() + trust / season.hours() * (mean - state.level());
    double factor = ErrorCode.value(state.codes()[state.hour()]);
    double seen = Math.min(MOST, Math.max(1 / MOST, mean / Math.max(Float.MIN_NORMAL, level)));
    double learnt = factor * Math.pow(seen / factor, WEIGHT * trust);
    state.codes()[state.hour()] = ErrorCode.of(learnt);
    return level;
  }
}
