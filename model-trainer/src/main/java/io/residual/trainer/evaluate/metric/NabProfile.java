package io.residual.trainer.evaluate.metric;

/**
 * What hits, false alarms and misses are worth in the Numenta benchmark's application profiles. A
 * window found at its first row is worth 1 in all of them.
 */
public enum NabProfile {
  /** The standard profile. */
  STANDARD(0.11, 1),
  /** False alarms cost twice as much. */
  LOW_FALSE_POSITIVES(0.22, 1),
  /** Missed windows cost twice as much. */
  LOW_FALSE_NEGATIVES(0.11, 2);

  private final double falseAlarmCost;
  private final double missCost;

  NabProfile(double falseAlarmCost, double missCost) {
    this.falseAlarmCost = falseAlarmCost;
    this.missCost = missCost;
  }

  /** What an alert far from any window costs. */
  public double falseAlarmCost() {
    return falseAlarmCost;
  }

  /** What a window without an alert costs. */
  public double missCost() {
    return missCost;
  }
}
