package io.residual.trainer.report;

import io.residual.trainer.backtest.AlertTally;
import io.residual.trainer.backtest.BacktestResult;
import io.residual.trainer.backtest.Recommendation;
import io.residual.trainer.data.BadRowKind;
import java.time.Instant;
import java.util.Optional;

/** A backtest as one HTML file, see {@link Page}. */
public final class BacktestReport {

  private BacktestReport() {}

  /** The report of a backtest, with what is recommended if there is a budget. */
  public static String html(BacktestResult result, Optional<Recommendation> recommendation) {
    Html body = new Html();
    head(body, result);
    AlertFigureSection.add(body, result);
    AlertDaySection.add(body, result);
    SweepSection.add(body, result, recommendation);
    EntityErrorSection.add(body, result);
    bad(body, result);
    ModelSection.add(body, result.manifest());
    return Page.html(result.manifest(), body);
  }

  private static void head(Html body, BacktestResult result) {
    AlertTally main = result.main();
    int entities = result.entities().size();
    body.format(
        "<h1>Backtest of %s, version %s</h1>",
        result.manifest().name(), result.manifest().version());
    body.format(
        "<p class=\"sub\">%s: %,d records, %,d scored, %,d bad; %,d %s; %s to %s, %s covered</p>",
        result.input(),
        result.records(),
        result.scored(),
        result.bad().count(),
        entities,
        entities == 1 ? "entity" : "entities",
        Instant.ofEpochMilli(result.covered().firstMillis()).toString(),
        Instant.ofEpochMilli(result.covered().lastMillis()).toString(),
        Numbers.duration(result.covered().millis()));
    if (!main.variant().name().isEmpty()) {
      body.format("<p>With settings other than the bundle's: %s</p>", main.variant().name());
    }
  }

  private static void bad(Html body, BacktestResult result) {
    if (result.bad().count() == 0) {
      return;
    }
    body.raw("<h2>Bad records</h2>");
    body.raw("<p class=\"sub\">What the job would send to the dead letters.</p><ul>");
    for (BadRowKind kind : result.bad().kinds()) {
      body.element("li", kind.describe());
    }
    body.raw("</ul>");
  }
}
