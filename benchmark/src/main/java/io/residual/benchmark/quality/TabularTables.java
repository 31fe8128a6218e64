package io.residual.benchmark.quality;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The tables of sets without an order in time. */
final class TabularTables {

  /** Sets whose mean is a target: neither trivial nor hopeless. */
  static final List<String> SIX =
      List.of("cardio", "annthyroid", "mammography", "optdigits", "vowels", "campaign");

  private final Results results;

  TabularTables(Results results) {
    this.results = results;
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    for (String protocol : results.protocols()) {
      Results chosen = results.where(result -> result.trial().protocol().equals(protocol));
      text.append("## Tabular sets, ").append(protocol).append("\n\n");
      text.append("Area under the receiver operating characteristic:\n\n");
      text.append(table(chosen, Result::auroc, 3));
      text.append("\nAverage precision; that of random scores is the rate of anomalies:\n\n");
      text.append(table(chosen, Result::averagePrecision, 3));
      text.append("\nSeconds of processor time for training and scoring:\n\n");
      text.append(table(chosen, Result::seconds, 1)).append('\n');
    }
    return text.toString();
  }

  private static FigureTable table(Results results, ToDoubleFunction<Result> figure, int decimals) {
    FigureTable table = new FigureTable(results, figure, decimals);
    List<String> sets = results.sets();
    if (sets.containsAll(SIX)) {
      table.mean("mean of " + String.join(", ", SIX), SIX);
    }
    return sets.size() > 1 ? table.mean("mean of all " + sets.size(), sets) : table;
  }
}
