package io.residual.trainer.report;

import io.residual.trainer.backtest.AlertTally;
import io.residual.trainer.backtest.BacktestResult;
import java.util.Locale;

/** What the alerts amount to. */
final class AlertFigureSection {

  private AlertFigureSection() {}

  static void add(Html body, BacktestResult result) {
    AlertTally tally = result.main();
    body.raw("<div class=\"wide\"><table><tr><th></th><th class=\"n\">Number</th>");
    body.raw("<th class=\"n\">A day</th><th class=\"n\">A day and entity</th></tr>");
    row(body, result, "Records above their threshold", tally.aboveThreshold());
    row(body, result, "Alerts", tally.alerts());
    row(body, result, "Incidents", tally.incidents());
    tally
        .suppressed()
        .forEach((reason, count) -> row(body, result, "Suppressed: " + reason, count));
    if (tally.modelFaults() > 0) {
      row(body, result, "Alerts about a broken model", tally.modelFaults());
    }
    body.raw("</table></div>");
    body.format(
        "<p class=\"sub\">%,d alerts on the busiest day.%s</p>",
        tally.busiestDay(),
        result.labelled()
            ? String.format(
                Locale.ROOT,
                " %,d of %,d labelled events found; precision %s.",
                tally.eventsFound(),
                result.events(),
                Numbers.share(tally.precision()))
            : "");
  }

  private static void row(Html body, BacktestResult result, String name, long count) {
    body.format(
        "<tr><td>%s</td><td class=\"n\">%,d</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
        name,
        count,
        Numbers.brief(result.perDay(count)),
        Numbers.brief(result.perEntityDay(count)));
  }
}
