package io.residual.trainer.evaluate.metric;

/**
 * Rows counted by label and alert.
 *
 * @param truePositives anomalous rows with an alert
 * @param falsePositives normal rows with an alert
 * @param falseNegatives anomalous rows without an alert
 * @param trueNegatives normal rows without an alert
 */
public record AlertCounts(
    long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

  /**
   * Counts rows.
   *
   * @param anomalous the labels
   * @param alerts as many
   */
  public static AlertCounts of(boolean[] anomalous, boolean[] alerts) {
    long[] counts = new long[4];
    for (int i = 0; i < anomalous.length; i++) {
      counts[(anomalous[i] ? 2 : 0) + (alerts[i] ? 1 : 0)]++;
    }
    return new AlertCounts(counts[3], counts[1], counts[2], counts[0]);
  }

  /**
   * Counts rows.
   *
   * @param times how often each row counts
   */
  public static AlertCounts of(boolean[] anomalous, boolean[] alerts, int[] times) {
    long[] counts = new long[4];
    for (int i = 0; i < anomalous.length; i++) {
      counts[(anomalous[i] ? 2 : 0) + (alerts[i] ? 1 : 0)] += times[i];
    }
    return new AlertCounts(counts[3], counts[1], counts[2], counts[0]);
  }

  /** All rows. */
  public long rows() {
    return truePositives + falsePositives + falseNegatives + trueNegatives;
  }

  /** All alerts. */
  public long alerts() {
    return truePositives + falsePositives;
  }

  /** The part of the alerts that is right; NaN without alerts. */
  public double precision() {
    return (double) truePositives / alerts();
  }

  /** The part of the anomalous rows that raises an alert; NaN without any. */
  public double recall() {
    return (double) truePositives / (truePositives + falseNegatives);
  }

  /** Harmonic mean of precision and recall; 0 if nothing is found; NaN without anomalous rows. */
  public double f1() {
    return truePositives + falseNegatives == 0
        ? Double.NaN
        : 2.0 * truePositives / (2.0 * truePositives + falsePositives + falseNegatives);
  }

  /** The part of the normal rows that raises an alert; NaN without any. */
  public double falseAlarmRate() {
    return (double) falsePositives / (falsePositives + trueNegatives);
  }
}
