package io.residual.benchmark.quality;

import io.residual.trainer.evaluate.metric.NabProfile;
import io.residual.trainer.evaluate.metric.NabScore;
import io.residual.trainer.evaluate.metric.Segment;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** All NAB series scored by one detector with one seed. */
final class NabRun {

  private static final int THRESHOLDS = 80;

  private final List<Result> series;
  private final List<double[]> scores;
  private final List<double[]> deviations;

  /** The series must not have failed. */
  NabRun(List<Result> series) {
    this.series = List.copyOf(series);
    scores = series.stream().map(result -> result.scored().scores()).toList();
    deviations = series.stream().map(result -> RollingDeviation.of(result.scored())).toList();
  }

  /**
   * The score of the detector's alerts, see {@link AlertRule}.
   *
   * @param quietRows rows after an alert without another one
   */
  double alerts(NabProfile profile, int quietRows) {
    return score(profile, i -> quiet(AlertRule.raised(series.get(i)), quietRows));
  }

  /**
   * The best score of any single threshold for all series, on the scores or on their rolling
   * deviation, found by trying, as the benchmark does for the scores that it publishes.
   *
   * @param quietRows rows after an alert without another one
   */
  double best(NabProfile profile, int quietRows) {
    return Math.max(best(scores, profile, quietRows), best(deviations, profile, quietRows));
  }

  private double best(List<double[]> values, NabProfile profile, int quietRows) {
    double[] pooled = values.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    double best = 0;
    for (int i = 0; i < THRESHOLDS; i++) {
      // Even steps on a logarithmic scale, from the highest to the upper third.
      int rank = (int) Math.pow(pooled.length / 3.0, (double) i / (THRESHOLDS - 1));
      double limit = pooled[pooled.length - 1 - rank];
      best =
          Math.max(
              best, score(profile, s -> quiet(AlertRule.above(values.get(s), limit), quietRows)));
    }
    return best;
  }

  private double score(NabProfile profile, IntFunction<boolean[]> alerts) {
    NabScore sum = NabScore.none(profile);
    for (int i = 0; i < series.size(); i++) {
      sum = sum.plus(score(profile, series.get(i), alerts.apply(i)));
    }
    return sum.normalized();
  }

  /** Labels and alerts of the whole file: nothing is labelled or raised in the probation. */
  private static NabScore score(NabProfile profile, Result result, boolean[] alerts) {
    int probation = result.scored().history().length;
    boolean[] labels = new boolean[probation + alerts.length];
    boolean[] all = new boolean[labels.length];
    System.arraycopy(result.anomalies(), 0, labels, probation, alerts.length);
    System.arraycopy(alerts, 0, all, probation, alerts.length);
    return NabScore.of(profile, Segment.of(labels), all);
  }

  /** Takes out alerts that come too soon after one that stays. */
  static boolean[] quiet(boolean[] alerts, int quietRows) {
    boolean[] kept = new boolean[alerts.length];
    int next = 0;
    for (int i = 0; i < alerts.length; i++) {
      if (alerts[i] && i >= next) {
        kept[i] = true;
        next = i + quietRows + 1;
      }
    }
    return kept;
  }
}
