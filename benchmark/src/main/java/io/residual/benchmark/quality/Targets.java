package io.residual.benchmark.quality;

import io.residual.trainer.evaluate.metric.NabProfile;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What Residual with default settings is to reach, beside what it reaches. */
final class Targets {

  private static final String OURS = ResidualModel.NAME;
  private static final String NEIGHBOURS = "KNN";

  /** Sets on which nearest neighbours are hard to beat: at most this much worse. */
  private static final List<String> NEIGHBOUR_SETS = List.of("fault", "letter", "thyroid", "musk");

  private static final double TOLERANCE = 0.01;

  private final Results results;
  private final MarkdownTable table =
      new MarkdownTable(List.of("figure", "to reach", "Residual", "reached"));
  private int rows;

  Targets(Results results) {
    this.results = results;
  }

  /** Empty if none of the sets was measured. */
  String markdown() {
    Results halves =
        results
            .of(Group.TABULAR)
            .where(r -> r.trial().protocol().equals(TabularTrials.Order.RANDOM.protocol()));
    if (complete(halves, TabularTables.SIX, OURS)) {
      mean("mean AUROC of the six sets", 0.92, halves, TabularTables.SIX, Result::auroc);
      mean("mean AP of the six sets", 0.60, halves, TabularTables.SIX, Result::averagePrecision);
    }
    for (String set : NEIGHBOUR_SETS) {
      if (complete(halves, List.of(set), OURS) && complete(halves, List.of(set), NEIGHBOURS)) {
        double knn = halves.figure(set, NEIGHBOURS, Result::auroc).mean();
        mean(
            "AUROC of " + set + ", KNN's less " + TOLERANCE,
            knn - TOLERANCE,
            halves,
            List.of(set),
            Result::auroc);
      }
    }
    NabTables nab = new NabTables(results.of(Group.NAB));
    if (!results.of(Group.NAB).of(OURS).isEmpty()) {
      row("NAB, standard", 70, nab.alerts(OURS, NabProfile.STANDARD), 1);
      row("NAB, low false positives", 62, nab.alerts(OURS, NabProfile.LOW_FALSE_POSITIVES), 1);
    }
    group(Group.SKAB, "mean AUROC", 0.87, Result::auroc);
    group(Group.SMD, "mean AUROC", 0.87, Result::auroc);
    group(Group.SMD, "mean AP", 0.64, Result::averagePrecision);
    group(Group.ASD, "mean AUROC", 0.78, Result::auroc);
    return rows == 0 ? "" : "## Targets\n\n" + table + "\n";
  }

  private static boolean complete(Results results, List<String> sets, String detector) {
    return Set.copyOf(results.of(detector).sets()).containsAll(sets);
  }

  private void group(Group group, String name, double reach, ToDoubleFunction<Result> figure) {
    Results own = results.of(group).of(OURS);
    if (!own.isEmpty()) {
      mean(group.title() + ", " + name, reach, own, own.sets(), figure);
    }
  }

  private void mean(
      String name, double reach, Results from, List<String> sets, ToDoubleFunction<Result> figure) {
    row(name, reach, from.mean(sets, OURS, figure), 3);
  }

  private void row(String name, double reach, Figure figure, int decimals) {
    rows++;
    table.row(
        List.of(
            name,
            String.format(Locale.ROOT, "%." + decimals + "f", reach),
            figure.text(decimals),
            figure.mean() >= reach ? "yes" : "no"));
  }
}
