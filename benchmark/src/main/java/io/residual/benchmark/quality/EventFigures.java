package io.residual.benchmark.quality;

import io.residual.trainer.evaluate.metric.EventMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Events of several series counted together.
 *
 * @param recall the part of all events with a row above the threshold inside
 * @param falseRuns runs of neighbouring false alerts, in 1,000 rows
 */
record EventFigures(double recall, double falseRuns) {

  private static final int THRESHOLDS = 200;

  /** Of the given alerts. */
  static EventFigures of(List<Result> series, Function<Result, Alerts> alerts) {
    EventMetrics metrics =
        EventMetrics.of(
            series.stream().map(result -> series(result, alerts.apply(result))).toList());
    long rows = series.stream().mapToLong(result -> result.anomalies().length).sum();
    return new EventFigures(metrics.recall(), 1000.0 * metrics.falseRuns() / rows);
  }

  private static EventMetrics.Series series(Result result, Alerts alerts) {
    return new EventMetrics.Series(
        result.anomalies(), alerts.above(), alerts.raised(), new long[0]);
  }

  /**
   * With the threshold of each series that finds most of its events at no more than the given
   * number of false runs in 1,000 rows: chosen by the labels, so an upper bound.
   */
  static EventFigures bestAt(List<Result> series, double falseRuns) {
    return of(series, result -> Alerts.all(bestAlerts(result, falseRuns)));
  }

  private static boolean[] bestAlerts(Result result, double falseRuns) {
    double[] sorted = result.scored().scores().clone();
    Arrays.sort(sorted);
    boolean[] best = new boolean[sorted.length];
    double recall = 0;
    for (int i = 0; i < THRESHOLDS; i++) {
      // Even steps on a logarithmic scale, from the highest score to the median.
      int rank = (int) Math.round(Math.pow(sorted.length / 2.0, (double) i / (THRESHOLDS - 1)));
      boolean[] alerts =
          AlertRule.above(result.scored().scores(), sorted[Math.max(0, sorted.length - 1 - rank)]);
      EventFigures figures = of(List.of(result), unused -> Alerts.all(alerts));
      if (figures.falseRuns() <= falseRuns && figures.recall() > recall) {
        recall = figures.recall();
        best = alerts;
      }
    }
    return best;
  }
}
