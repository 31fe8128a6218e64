package io.residual.trainer.report;

import io.residual.trainer.backtest.BacktestResult;
import io.residual.trainer.backtest.EntityTally;
import io.residual.trainer.backtest.ErrorTrace;
import io.residual.trainer.backtest.ErrorTrace.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The errors of the entities with the most alerts over time, against their thresholds. */
final class EntityErrorSection {

  private static final int MOST_PLOTS = 12;

  /** A gap of so many times the rest of the time is left out: a clock that was wrong. */
  private static final double FAR_OFF = 10;

  /** What hardly ever is of interest lies further below the threshold. */
  private static final double DECADES_BELOW = 1e-4;

  private EntityErrorSection() {}

  static void add(Html body, BacktestResult result) {
    List<EntityTally> shown =
        result.entities().stream()
            .filter(entity -> entity.trace().isPresent())
            .limit(MOST_PLOTS)
            .toList();
    if (shown.isEmpty()) {
      return;
    }
    body.raw("<h2>Errors against thresholds</h2>");
    body.format(
        "<p class=\"sub\">%s. Smallest to largest error of each stretch of time, the threshold at"
            + " its end, and its worst alert.</p>",
        result.entities().size() > shown.size()
            ? String.format(
                Locale.ROOT,
                "The %d of %,d entities with the most alerts",
                shown.size(),
                result.entities().size())
            : "All entities");
    body.raw("<div class=\"plots\">");
    shown.forEach(entity -> plot(body, entity, entity.trace().orElseThrow()));
    body.raw("</div>");
  }

  private static void plot(Html body, EntityTally entity, ErrorTrace trace) {
    List<Stretch> stretches = near(trace.stretches());
    double high = 0;
    double low = Double.POSITIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (Stretch stretch : stretches) {
      high = Math.max(high, stretch.threshold());
      high = Double.isFinite(stretch.highest()) ? Math.max(high, stretch.highest()) : high;
      low = stretch.lowest() > 0 ? Math.min(low, stretch.lowest()) : low;
      least = Math.min(least, stretch.threshold());
    }
    low = Math.max(Math.min(low, least), least * DECADES_BELOW);
    List<double[]> errors = new ArrayList<>();
    List<double[]> thresholds = new ArrayList<>();
    List<double[]> alerts = new ArrayList<>();
    for (Stretch stretch : stretches) {
      errors.add(new double[] {stretch.millis(), stretch.lowest(), stretch.highest()});
      thresholds.add(new double[] {stretch.millis(), stretch.threshold()});
      if (stretch.hasAlert()) {
        alerts.add(new double[] {stretch.alertMillis(), stretch.alerted()});
      }
    }
    String title =
        String.format(
            Locale.ROOT,
            "%s: %,d %s in %,d records",
            entity.entity(),
            entity.alerts(),
            entity.alerts() == 1 ? "alert" : "alerts",
            entity.records());
    body.raw(
        new Plot(
                title,
                Axis.time(
                    "event time (UTC)",
                    (double) stretches.get(0).millis(),
                    (double) stretches.get(stretches.size() - 1).millis()),
                Axis.logarithmic("error", low * 0.9, high * 1.2))
            .band("s1", "errors", errors)
            .line("s3", "threshold", thresholds)
            .marks("s2", "alerts", alerts)
            .html());
  }

  /** All but what a wrong clock has put far from all others, at either end. */
  private static List<Stretch> near(List<Stretch> all) {
    int from = 0;
    int to = all.size();
    while (to - from > 2 && far(all.get(to - 1), all.get(to - 2), all.get(from))) {
      to--;
    }
    while (to - from > 2 && far(all.get(from), all.get(from + 1), all.get(to - 1))) {
      from++;
    }
    return all.subList(from, to);
  }

  private static boolean far(Stretch end, Stretch next, Stretch other) {
    double rest = Math.abs((double) next.millis() - other.millis());
    return Math.abs((double) end.millis() - next.millis()) > FAR_OFF * Math.max(rest, 1);
  }
}
