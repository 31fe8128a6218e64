package io.residual.trainer.report;

import io.residual.trainer.backtest.AlertTally;
import io.residual.trainer.backtest.BacktestResult;
import io.residual.trainer.backtest.Recommendation;
import java.util.Optional;

/** Settings side by side, and the one that suits a budget. */
final class SweepSection {

  private SweepSection() {}

  static void add(Html body, BacktestResult result, Optional<Recommendation> recommendation) {
    if (result.tallies().size() == 1) {
      return;
    }
    body.raw("<h2>Settings compared</h2>");
    recommendation.ifPresent(one -> recommend(body, result, one));
    body.raw("<div class=\"wide\"><table><tr><th>Settings</th><th class=\"n\">Alerts</th>");
    body.raw("<th class=\"n\">A day</th><th class=\"n\">Busiest day</th>");
    body.raw("<th class=\"n\">Incidents a day</th><th class=\"n\">In incidents</th>");
    body.raw(
        result.labelled()
            ? "<th class=\"n\">Events found</th><th class=\"n\">Precision</th></tr>"
            : "</tr>");
    for (AlertTally tally : result.tallies()) {
      boolean kept = recommendation.flatMap(Recommendation::kept).filter(tally::equals).isPresent();
      body.format(
          "<tr><td class=\"r\">%s%s</td><td class=\"n\">%,d</td><td class=\"n\">%s</td><td class=\"n\">%,d</td>"
              + "<td class=\"n\">%s</td><td class=\"n\">%s</td>",
          tally.variant().title(),
          kept ? " (recommended)" : "",
          tally.alerts(),
          Numbers.brief(result.perDay(tally.alerts())),
          tally.busiestDay(),
          Numbers.brief(result.perDay(tally.incidents())),
          Numbers.percent(tally.inIncidents()));
      if (result.labelled()) {
        body.format(
            "<td class=\"n\">%,d of %,d</td><td class=\"n\">%s</td>",
            tally.eventsFound(), result.events(), Numbers.share(tally.precision()));
      }
      body.raw("</tr>");
    }
    body.raw("</table></div>");
  }

  private static void recommend(Html body, BacktestResult result, Recommendation one) {
    if (one.kept().isEmpty()) {
      body.format(
          "<p>No setting keeps the budget of %s %s and leaves entities out of incidents for half of"
              + " their records; the quietest is %s.</p>",
          Numbers.brief(one.budget().count()),
          one.budget().unit(),
          one.quietest().variant().title());
      return;
    }
    AlertTally kept = one.kept().get();
    body.format(
        "<p>For at most %s %s: <b>%s</b>, which makes %s.</p>",
        Numbers.brief(one.budget().count()),
        one.budget().unit(),
        kept.variant().title(),
        Numbers.brief(one.budget().spent(result, kept)));
  }
}
