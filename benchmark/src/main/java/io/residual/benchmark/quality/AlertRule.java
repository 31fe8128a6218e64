package io.residual.benchmark.quality;

import java.util.Arrays;

/** Which test rows of a stream raise an alert, decided without labels. */
final class AlertRule {

  /**
   * What a user without labels sets: a score that one training row in a thousand has. Detectors
   * with a threshold of their own use that one.
   */
  private static final double QUANTILE = 0.999;

  private AlertRule() {}

  /** The rows that raise an alert. */
  static boolean[] raised(Result result) {
    return of(result.scored()).raised();
  }

  /** The rows above the threshold, whether they raise an alert or repeat one. */
  static boolean[] above(Result result) {
    return of(result.scored()).above();
  }

  /** Both. */
  static Alerts alerts(Result result) {
    return of(result.scored());
  }

  private static Alerts of(Scored scored) {
    return scored.alerts().orElseGet(() -> Alerts.all(aboveHistory(scored)));
  }

  private static boolean[] aboveHistory(Scored scored) {
    double[] sorted = scored.history().clone();
    Arrays.sort(sorted);
    double limit = sorted[(int) Math.ceil(QUANTILE * sorted.length) - 1];
    return above(scored.scores(), limit);
  }

  /** Which scores exceed a limit. */
  static boolean[] above(double[] scores, double limit) {
    boolean[] alerts = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      alerts[i] = scores[i] > limit;
    }
    return alerts;
  }
}
