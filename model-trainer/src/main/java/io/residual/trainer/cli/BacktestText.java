package io.residual.trainer.cli;

import io.residual.trainer.backtest.AlertTally;
import io.residual.trainer.backtest.BacktestResult;
import io.residual.trainer.backtest.EntityTally;
import io.residual.trainer.backtest.Recommendation;
import io.residual.trainer.data.BadRowKind;
import io.residual.trainer.report.Numbers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/** A backtest for people. */
final class BacktestText {

  private static final int ENTITIES = 10;
  private static final int DAYS = 31;
  private static final int BAR = 40;
  private static final int LONGEST_NAME = 60;

  private final StringBuilder text = new StringBuilder();
  private final BacktestResult result;

  private BacktestText(BacktestResult result) {
    this.result = result;
  }

  static String of(BacktestResult result, Optional<Recommendation> recommendation) {
    BacktestText text = new BacktestText(result);
    text.head();
    text.bad();
    text.alerts();
    text.days();
    text.entities();
    if (result.tallies().size() > 1) {
      text.text.append(SweepText.of(result, recommendation));
    }
    return text.text.toString();
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }

  private void head() {
    line("%s/%s on %s", result.manifest().name(), result.manifest().version(), result.input());
    line(
        "%,d records, %,d scored, %,d bad; %,d %s",
        result.records(),
        result.scored(),
        result.bad().count(),
        result.entities().size(),
        result.entities().size() == 1 ? "entity" : "entities");
    line(
        "event time %s to %s, %s covered",
        Instant.ofEpochMilli(result.covered().firstMillis()),
        Instant.ofEpochMilli(result.covered().lastMillis()),
        Numbers.duration(result.covered().millis()));
  }

  private void bad() {
    for (BadRowKind kind : result.bad().kinds()) {
      line("  bad: %s", TerminalText.harmless(kind.describe()));
    }
  }

  private void alerts() {
    AlertTally tally = result.main();
    line("");
    line(
        "alerts     %,d: %s a day, %s a day and entity, %,d on the busiest day",
        tally.alerts(),
        Numbers.brief(result.perDay(tally.alerts())),
        Numbers.brief(result.perEntityDay(tally.alerts())),
        tally.busiestDay());
    line(
        "incidents  %,d, %,d of them closed: %s a day, %s a day and entity",
        tally.incidents(),
        tally.incidentsClosed(),
        Numbers.brief(result.perDay(tally.incidents())),
        Numbers.brief(result.perEntityDay(tally.incidents())));
    line("above      %,d records were above their threshold", tally.aboveThreshold());
    tally.suppressed().forEach((reason, records) -> line("  %,d suppressed: %s", records, reason));
    if (tally.modelFaults() > 0) {
      line(
          "  %,d alerts because the network gave no finite error: the model is broken",
          tally.modelFaults());
    }
    if (result.labelled()) {
      line(
          "labels     %d of %d events found, precision %s",
          tally.eventsFound(), result.events(), Numbers.share(tally.precision()));
    }
  }

  private void days() {
    SortedMap<Long, Long> days = result.main().alertsByDay();
    if (days.isEmpty()) {
      return;
    }
    line("");
    line("alerts by day (UTC), days without any left out");
    long most = result.main().busiestDay();
    days.entrySet().stream()
        .limit(DAYS)
        .forEach(
            day ->
                line(
                    "  %s  %,6d  %s",
                    LocalDate.ofEpochDay(day.getKey()),
                    day.getValue(),
                    "#".repeat((int) Math.ceil((double) BAR * day.getValue() / most))));
    if (days.size() > DAYS) {
      line("  … and %,d more days; --json has all", days.size() - DAYS);
    }
  }

  private void entities() {
    List<EntityTally> some = result.entities().stream().limit(ENTITIES).toList();
    TextTable table =
        new TextTable()
            .row("entity", "records", "above", "alerts", "incidents", "worst error", "when");
    for (EntityTally entity : some) {
      table.row(
          brief(entity.entity()),
          count(entity.records()),
          count(entity.alerts() + entity.suppressed()),
          count(entity.alerts()),
          count(entity.incidents()),
          Numbers.brief(entity.worst()) + "x threshold",
          Instant.ofEpochMilli(entity.worstMillis()).toString());
    }
    line("");
    text.append(table.text());
    if (result.entities().size() > some.size()) {
      line("  … and %,d more entities; --json has all", result.entities().size() - some.size());
    }
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** An entity's name, cut so that one long name does not push the figures off the screen. */
  private static String brief(String name) {
    return TerminalText.harmless(
        name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 1) + "…" : name);
  }
}
