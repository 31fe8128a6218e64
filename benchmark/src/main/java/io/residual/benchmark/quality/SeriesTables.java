package io.residual.benchmark.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The tables of a group of series with a training part each. */
final class SeriesTables {

  /** False incidents a day and machine that a person puts up with. */
  private static final double BEARABLE = 3;

  private final Group group;
  private final Results results;

  /** Series with rows of both kinds: the others have only false alarms to offer. */
  private final Results ranked;

  SeriesTables(Group group, Results results) {
    this.group = group;
    this.results = results;
    ranked = results.where(result -> !result.oneClass());
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(group.title()).append("\n\n");
    text.append("Means over ").append(results.sets().size()).append(" series:\n\n");
    text.append(summary());
    text.append("\nArea under the receiver operating characteristic by series:\n\n");
    text.append(new FigureTable(ranked, Result::auroc, 3));
    text.append("\nAverage precision by series:\n\n");
    text.append(new FigureTable(ranked, Result::averagePrecision, 3)).append('\n');
    return text.toString();
  }

  private MarkdownTable summary() {
    List<String> header =
        new ArrayList<>(List.of("detector", "AUROC", "AP", "best F1 (b)", "events found (c)"));
    boolean days = group.rowsPerDay().isPresent();
    header.add(days ? "false incidents a day (c)" : "false incidents in 1,000 rows (c)");
    if (days) {
      header.add(String.format(Locale.ROOT, "events found at %.0f a day (b)", BEARABLE));
    }
    header.add("seconds of processor time a series");
    MarkdownTable table = new MarkdownTable(header);
    for (String detector : results.detectors()) {
      Results own = results.of(detector);
      List<String> cells = new ArrayList<>(List.of(detector));
      cells.add(mean(detector, Result::auroc, 3));
      cells.add(mean(detector, Result::averagePrecision, 3));
      cells.add(mean(detector, Result::bestF1, 3));
      double perDay = days ? group.rowsPerDay().getAsInt() / 1000.0 : 1;
      cells.add(bySeed(own, series -> EventFigures.of(series, AlertRule::alerts).recall()));
      cells.add(
          bySeed(own, series -> EventFigures.of(series, AlertRule::alerts).falseRuns() * perDay));
      if (days) {
        cells.add(bySeed(own, series -> EventFigures.bestAt(series, BEARABLE / perDay).recall()));
      }
      cells.add(mean(detector, Result::seconds, 1));
      table.row(cells);
    }
    return table;
  }

  private String mean(String detector, ToDoubleFunction<Result> figure, int decimals) {
    return ranked.mean(ranked.sets(), detector, figure).text(decimals);
  }

  private static String bySeed(Results results, ToDoubleFunction<List<Result>> figure) {
    return Figure.of(
            results.seeds().stream()
                .map(seed -> results.where(r -> r.seed() == seed && !r.failed()).all())
                .map(figure::applyAsDouble)
                .toList())
        .text(2);
  }
}
