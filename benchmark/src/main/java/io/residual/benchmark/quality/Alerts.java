package io.residual.benchmark.quality;

/**
 * What a detector by itself, without knowledge of labels, makes of its scores.
 *
 * @param above {@code [rows]}, which rows exceed its threshold
 * @param raised {@code [rows]}, which rows raise an alert: those above, but for repetitions that it
 *     holds back
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the data; made once, read once
record Alerts(boolean[] above, boolean[] raised) {

  /** An alert for every row above the threshold. */
  static Alerts all(boolean[] above) {
    return new Alerts(above, above);
  }
}
