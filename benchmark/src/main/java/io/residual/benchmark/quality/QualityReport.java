package io.residual.benchmark.quality;

/** The whole report of a run, in Markdown. */
final class QualityReport {

  private static final String INTRODUCTION =
      """
      # Detection quality

      Made by `benchmark/quality`, see [development](development.md). Residual runs with default
      settings: the proposed schema, the default network, training and threshold, the same for all
      sets; for series also `sequence: {length: auto}`. The other detectors run on the same splits with their libraries' or papers' settings:
      KNN is the distance to the fifth neighbour, isolation forest has 100 trees of 256 rows
      (Smile), Random Cut Forest 50 trees of 256 rows, on streams with shingles of 8 rows and its
      library's threshold (randomcutforest-core and -parkservices). No detector sees a label. Figures are means over seeds, ± the standard
      deviation over seeds.

      - Tabular sets: half of the normal rows train; the other half and all anomalies test. Sets of
        more than 50,000 rows are cut to as many random ones. One seed a split.
      - Series: the train file, or the first part of each file, trains a model of its own, and the
        rest is scored row by row without looking ahead. The first part is 15% and at most 750 rows
        (NAB) or 400 rows (SKAB). No point adjustment: a row counts for itself.

      (b) Uses the labels to choose the threshold: an upper bound, the same for every detector.
      (c) Alerts are the detector's own, Residual's by its default policy, one an incident; where a
      detector has no threshold, those above the 0.999 quantile
      of its scores of the training rows. An event is a run of anomalous rows, found if an alert
      falls inside; a false incident is a run of neighbouring false alerts.
      (d) As (c), but of rows above the threshold, whether they raise an alert or repeat one.

      """;

  private final Results results;

  QualityReport(Results results) {
    this.results = results;
  }

  String markdown() {
    StringBuilder text = new StringBuilder(INTRODUCTION).append(seeds());
    text.append(new Targets(results).markdown());
    for (Group group : Group.values()) {
      Results own = results.of(group);
      if (!own.isEmpty()) {
        text.append(tables(group, own));
      }
    }
    return text.toString().stripTrailing() + "\n";
  }

  private String seeds() {
    StringBuilder text = new StringBuilder("Seeds of this run:");
    for (Group group : Group.values()) {
      int seeds = results.of(group).seeds().size();
      text.append(seeds == 0 ? "" : " " + group.title() + " " + seeds + ",");
    }
    return text.deleteCharAt(text.length() - 1).append(".\n\n").toString();
  }

  private static String tables(Group group, Results results) {
    return switch (group) {
      case TABULAR -> new TabularTables(results).markdown();
      case NAB -> new NabTables(results).markdown();
      case SKAB -> new SeriesTables(group, results).markdown() + new SkabTable(results).markdown();
      case SMD, ASD, MSL, UCR -> new SeriesTables(group, results).markdown();
    };
  }
}
