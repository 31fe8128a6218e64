package io.residual.benchmark.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The tables of a run. */
final class QualityReport {

  /** Sets whose mean is the target of tabular detection: neither trivial nor hopeless. */
  static final List<String> RANKED_SETS =
      List.of("cardio", "annthyroid", "mammography", "optdigits", "vowels", "campaign");

  private final List<Outcome> outcomes;
  private final List<String> detectors;

  QualityReport(List<Outcome> outcomes) {
    this.outcomes = List.copyOf(outcomes);
    detectors = outcomes.stream().map(Outcome::detector).distinct().toList();
  }

  /** All tables. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    for (String protocol :
        outcomes.stream()
            .filter(outcome -> outcome.group() == Group.TABULAR)
            .map(Outcome::protocol)
            .distinct()
            .toList()) {
      text.append("## Tabular sets, ").append(protocol).append("\n\n");
      text.append("AUROC:\n\n").append(table(protocol, Outcome::auroc, 3));
      text.append("\nAverage precision:\n\n").append(table(protocol, Outcome::averagePrecision, 3));
      text.append("\nSeconds, training and scoring together:\n\n")
          .append(table(protocol, o -> o.trainingSeconds() + o.scoringSeconds(), 1));
      text.append('\n');
    }
    return text.toString();
  }

  private MarkdownTable table(String protocol, ToDoubleFunction<Outcome> figure, int decimals) {
    List<String> header = new ArrayList<>(List.of("set"));
    header.addAll(detectors);
    MarkdownTable table = new MarkdownTable(header);
    List<Outcome> rows =
        outcomes.stream().filter(outcome -> outcome.protocol().equals(protocol)).toList();
    List<String> sets = rows.stream().map(Outcome::set).distinct().toList();
    for (String set : sets) {
      List<String> cells = new ArrayList<>(List.of(set));
      for (String detector : detectors) {
        cells.add(figure(rows, List.of(set), detector, figure).text(decimals));
      }
      table.row(cells);
    }
    if (sets.containsAll(RANKED_SETS)) {
      table.row(means("mean of six (a)", rows, RANKED_SETS, figure, decimals));
    }
    table.row(means("mean of all", rows, sets, figure, decimals));
    return table;
  }

  private List<String> means(
      String name,
      List<Outcome> rows,
      List<String> sets,
      ToDoubleFunction<Outcome> figure,
      int decimals) {
    List<String> cells = new ArrayList<>(List.of("**" + name + "**"));
    for (String detector : detectors) {
      double mean =
          sets.stream()
              .mapToDouble(set -> figure(rows, List.of(set), detector, figure).mean())
              .average()
              .orElse(Double.NaN);
      cells.add(String.format(Locale.ROOT, "**%." + decimals + "f**", mean));
    }
    return cells;
  }

  private static Figure figure(
      List<Outcome> rows, List<String> sets, String detector, ToDoubleFunction<Outcome> figure) {
    return Figure.of(
        rows.stream()
            .filter(row -> sets.contains(row.set()) && row.detector().equals(detector))
            .map(figure::applyAsDouble)
            .toList());
  }
}
