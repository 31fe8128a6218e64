package io.residual.trainer.cli;

import io.residual.trainer.backtest.AlertTally;
import io.residual.trainer.backtest.BacktestResult;
import io.residual.trainer.backtest.Recommendation;
import io.residual.trainer.report.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Settings side by side, and the one that suits a budget, for people. */
final class SweepText {

  private static final String LINE = System.lineSeparator();

  private SweepText() {}

  static String of(BacktestResult result, Optional<Recommendation> recommendation) {
    return LINE
        + table(result, recommendation.flatMap(Recommendation::kept))
        + recommendation.map(one -> LINE + recommended(result, one)).orElse("");
  }

  private static String table(BacktestResult result, Optional<AlertTally> kept) {
    List<String> head =
        new ArrayList<>(
            List.of(
                "",
                "settings",
                "alerts",
                "a day",
                "busiest day",
                "incidents",
                "a day",
                "in incidents"));
    if (result.labelled()) {
      head.addAll(List.of("events found", "precision"));
    }
    TextTable table = new TextTable().row(head.toArray(String[]::new));
    for (AlertTally tally : result.tallies()) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  kept.filter(tally::equals).isPresent() ? ">" : "",
                  tally.variant().title(),
                  count(tally.alerts()),
                  Numbers.brief(result.perDay(tally.alerts())),
                  count(tally.busiestDay()),
                  count(tally.incidents()),
                  Numbers.brief(result.perDay(tally.incidents())),
                  Numbers.percent(tally.inIncidents())));
      if (result.labelled()) {
        row.add(tally.eventsFound() + " of " + result.events());
        row.add(Numbers.share(tally.precision()));
      }
      table.row(row.toArray(String[]::new));
    }
    return table.text();
  }

  private static String recommended(BacktestResult result, Recommendation one) {
    String wanted = Numbers.brief(one.budget().count()) + " " + one.budget().unit();
    if (one.kept().isEmpty()) {
      return String.format(
          "no setting keeps to %s and leaves entities out of incidents for half of their records;%n"
              + "the quietest is %s, with %s%n",
          wanted,
          one.quietest().variant().title(),
          Numbers.brief(one.budget().spent(result, one.quietest())));
    }
    AlertTally kept = one.kept().get();
    Map<String, String> overrides = kept.variant().overrides();
    String spent = Numbers.brief(one.budget().spent(result, kept));
    if (overrides.isEmpty()) {
      return String.format(
          "for at most %s: the bundle's own settings, with %s; nothing to change%n", wanted, spent);
    }
    return String.format(
            "for at most %s: %s, with %s%n%nin the pipeline file:%n",
            wanted, kept.variant().name(), spent)
        + yaml(overrides)
        + LINE
        + "or for the job:"
        + LINE
        + "  "
        + jobOptions(overrides)
        + LINE;
  }

  /** Settings as a pipeline file has them. */
  static String yaml(Map<String, String> overrides) {
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    overrides.forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          sections
              .computeIfAbsent(key.substring(0, dot), section -> new StringBuilder())
              .append("    ")
              .append(key, dot + 1, key.length())
              .append(": ")
              .append(value)
              .append(LINE);
        });
    StringBuilder yaml = new StringBuilder();
    sections.forEach(
        (section, lines) ->
            yaml.append("  ").append(section).append(":").append(LINE).append(lines));
    return yaml.toString();
  }

  /** Settings as options of the job: the same keys in its own way of writing them. */
  static String jobOptions(Map<String, String> overrides) {
    List<String> options = new ArrayList<>();
    overrides.forEach(
        (key, value) -> {
          String option = key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
          options.add("--" + option + " " + (value.contains(" ") ? "'" + value + "'" : value));
        });
    return String.join(" ", options);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
