package io.residual.trainer.evaluate.metric;

import java.util.List;

/**
 * The score of the Numenta Anomaly Benchmark for alerts on series with labelled windows (Lavin and
 * Ahmad, "Evaluating Real-time Anomaly Detection Algorithms", ICMLA 2015).
 *
 * <p>A window is worth the score of its earliest alert, a sigmoid that is 1 at the window's first
 * row and falls to near 0 at its last; a window without an alert costs {@link
 * NabProfile#missCost()}. An alert outside costs up to {@link NabProfile#falseAlarmCost()}, less
 * when it comes just behind a window. Alerts in the probation at the start of a series, while a
 * detector learns, count neither way.
 *
 * <p>Series are scored one by one and added up: {@code score = series.stream().map(…).reduce(…)}.
 *
 * @param profile what hits, false alarms and misses are worth
 * @param raw the sum over windows and false alarms
 * @param windows how many windows reach beyond the probation
 * @param found how many of them have an alert
 * @param falseAlarms how many alerts lie outside of windows
 */
public record NabScore(NabProfile profile, double raw, int windows, int found, long falseAlarms) {

  /** The part of a series that is probation. */
  public static final double PROBATION = 0.15;

  /** Rows of probation at most: 15% of 5000. */
  public static final int MAX_PROBATION_ROWS = 750;

  /** Window widths behind a window from which on a false alarm costs all it can. */
  private static final double FULL_COST_WIDTHS = 3;

  private static final double STEEPNESS = 5;

  /** A score of nothing, to add to. */
  public static NabScore none(NabProfile profile) {
    return new NabScore(profile, 0, 0, 0, 0);
  }

  /**
   * Scores one series.
   *
   * @param windows in order, without overlap, within the series
   * @param alerts which rows raise an alert
   * @throws IllegalArgumentException if the windows are out of order, overlap or leave the series
   */
  public static NabScore of(NabProfile profile, List<Segment> windows, boolean[] alerts) {
    int probation = probationRows(alerts.length);
    double raw = 0;
    int scored = 0;
    int found = 0;
    long falseAlarms = 0;
    Segment last = null;
    int row = 0;
    for (Segment window : windows) {
      if (window.from() < row || window.to() > alerts.length) {
        throw new IllegalArgumentException(
            window + " overlaps the one before it or leaves the series of " + alerts.length);
      }
      for (; row < window.from(); row++) {
        if (alerts[row] && row >= probation) {
          raw -= profile.falseAlarmCost() * falseAlarm(last, row);
          falseAlarms++;
        }
      }
      row = window.to();
      last = window;
      if (window.to() <= probation) {
        continue;
      }
      scored++;
      int first = Math.max(window.from(), probation);
      while (first < window.to() && !alerts[first]) {
        first++;
      }
      if (first < window.to()) {
        found++;
        raw += hit(window, first);
      } else {
        raw -= profile.missCost();
      }
    }
    for (; row < alerts.length; row++) {
      if (alerts[row] && row >= probation) {
        raw -= profile.falseAlarmCost() * falseAlarm(last, row);
        falseAlarms++;
      }
    }
    return new NabScore(profile, raw, scored, found, falseAlarms);
  }

  /** How many rows at the start of a series are not scored. */
  public static int probationRows(int rows) {
    return Math.min((int) Math.floor(PROBATION * rows), MAX_PROBATION_ROWS);
  }

  /** What an alert inside a window is worth: 1 at the window's first row. */
  private static double hit(Segment window, int row) {
    double position = -(double) (window.to() - row) / window.length();
    return sigmoid(position) / sigmoid(-1);
  }

  /** How much of its full cost an alert outside of windows costs, from 0 to 1. */
  private static double falseAlarm(Segment before, int row) {
    if (before == null) {
      return 1;
    }
    // A window of a single row has no width to measure by; it counts as one of two.
    double widths = (double) (row - (before.to() - 1)) / Math.max(1, before.length() - 1);
    return widths > FULL_COST_WIDTHS ? 1 : -sigmoid(widths);
  }

  /** From 1 far inside a window over 0 at its right edge to -1 far behind it. */
  private static double sigmoid(double position) {
    return 2 / (1 + Math.exp(STEEPNESS * position)) - 1;
  }

  /** Both scores together. */
  public NabScore plus(NabScore other) {
    if (profile != other.profile) {
      throw new IllegalArgumentException(profile + " and " + other.profile + " do not add up");
    }
    return new NabScore(
        profile,
        raw + other.raw,
        windows + other.windows,
        found + other.found,
        falseAlarms + other.falseAlarms);
  }

  /**
   * The score as the benchmark publishes it: 0 for a detector that never fires, 100 for one that
   * fires once, at the first row of every window.
   *
   * @return at most 100; NaN without windows
   */
  public double normalized() {
    double silent = -profile.missCost() * windows;
    return windows == 0 ? Double.NaN : 100 * (raw - silent) / (windows - silent);
  }
}
