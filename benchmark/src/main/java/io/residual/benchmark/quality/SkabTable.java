package io.residual.benchmark.quality;

import io.residual.trainer.evaluate.metric.AlertCounts;
import java.util.List;

/** The rows of all SKAB files counted together, as on its leaderboard. */
final class SkabTable {

  private final Results results;

  SkabTable(Results results) {
    this.results = results;
  }

  String markdown() {
    MarkdownTable table =
        new MarkdownTable(List.of("detector", "F1 (d)", "FAR, % (d)", "MAR, % (d)"));
    for (String detector : results.detectors()) {
      List<AlertCounts> counts =
          results.seeds().stream()
              .map(seed -> results.of(detector).where(r -> r.seed() == seed && !r.failed()))
              .map(SkabTable::pooled)
              .toList();
      table.row(row(detector, counts));
    }
    AlertCounts one = pooled(results.of(results.detectors().get(0)));
    AlertCounts every =
        new AlertCounts(
            one.truePositives() + one.falseNegatives(),
            one.falsePositives() + one.trueNegatives(),
            0,
            0);
    table.row(row("an alert on every row", List.of(every)));
    return "All rows of all files together, as on the leaderboard:\n\n" + table + "\n";
  }

  private static List<String> row(String detector, List<AlertCounts> counts) {
    return List.of(
        detector,
        Figure.of(counts.stream().map(AlertCounts::f1).toList()).text(3),
        Figure.of(counts.stream().map(c -> 100 * c.falseAlarmRate()).toList()).text(2),
        Figure.of(counts.stream().map(c -> 100 * (1 - c.recall())).toList()).text(2));
  }

  private static AlertCounts pooled(Results files) {
    AlertCounts sum = new AlertCounts(0, 0, 0, 0);
    for (Result file : files.all()) {
      AlertCounts more = AlertCounts.of(file.anomalies(), AlertRule.above(file));
      sum =
          new AlertCounts(
              sum.truePositives() + more.truePositives(),
              sum.falsePositives() + more.falsePositives(),
              sum.falseNegatives() + more.falseNegatives(),
              sum.trueNegatives() + more.trueNegatives());
    }
    return sum;
  }
}
