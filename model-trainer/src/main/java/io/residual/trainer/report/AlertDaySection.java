package io.residual.trainer.report;

import io.residual.trainer.backtest.BacktestResult;
import io.residual.trainer.backtest.CoveredTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** How many alerts each day would have had. */
final class AlertDaySection {

  private AlertDaySection() {}

  static void add(Html body, BacktestResult result) {
    SortedMap<Long, Long> days = result.main().alertsByDay();
    long first = day(result.covered().firstMillis());
    long last = day(result.covered().lastMillis());
    if (days.isEmpty() || first == last) {
      return;
    }
    double from = (double) first * CoveredTime.DAY_MILLIS;
    double to = (last + 1.0) * CoveredTime.DAY_MILLIS;
    List<double[]> outline = new ArrayList<>();
    outline.add(new double[] {from, 0, 0});
    days.forEach(
        (day, alerts) -> {
          double begin = (double) day * CoveredTime.DAY_MILLIS;
          double end = begin + CoveredTime.DAY_MILLIS;
          outline.add(new double[] {begin, 0, 0});
          outline.add(new double[] {begin, 0, alerts});
          outline.add(new double[] {end, 0, alerts});
          outline.add(new double[] {end, 0, 0});
        });
    outline.add(new double[] {to, 0, 0});
    Plot plot =
        new Plot(
                "Alerts by day (UTC)",
                Axis.time("event time", from, to),
                Axis.linear("", 0, 1.05 * result.main().busiestDay()))
            .band("s1", "", outline);
    body.raw("<h2>When</h2><div class=\"plots\">").raw(plot.html()).raw("</div>");
  }

  private static long day(long millis) {
    return Math.floorDiv(millis, CoveredTime.DAY_MILLIS);
  }
}
