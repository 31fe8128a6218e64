package io.residual.benchmark.quality;

import io.residual.trainer.evaluate.metric.NabProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** The NAB scores of all series together. */
final class NabTables {

  private static final int QUIET_ROWS = 200;
  private static final String QUIET = ", none within " + QUIET_ROWS + " rows of another";

  private final Results results;

  NabTables(Results results) {
    this.results = results;
  }

  String markdown() {
    MarkdownTable table =
        new MarkdownTable(
            List.of("detector, alerts", "standard", "low false positives", "low false negatives"));
    for (String detector : results.detectors()) {
      List<NabRun> runs = runs(detector);
      table.row(row(detector + ", its alerts (c)", runs, (run, of) -> run.alerts(of, 0)));
      table.row(
          row(
              detector + ", its alerts (c)" + QUIET,
              runs,
              (run, of) -> run.alerts(of, QUIET_ROWS)));
      table.row(row(detector + ", best threshold (b)", runs, (run, of) -> run.best(of, 0)));
      table.row(
          row(
              detector + ", best threshold (b)" + QUIET,
              runs,
              (run, of) -> run.best(of, QUIET_ROWS)));
    }
    return "## "
        + Group.NAB.title()
        + "\n\nNAB score of "
        + results.sets().size()
        + " series; 0 is a detector that never fires, 100 a perfect one. Where it says so, the"
        + " scoreboard itself drops alerts that follow another one too soon, for all detectors"
        + " alike:\n\n"
        + table
        + "\nSeconds of processor time a series, training and scoring:\n\n"
        + seconds()
        + "\n";
  }

  private MarkdownTable seconds() {
    List<String> header = new ArrayList<>(List.of(" "));
    header.addAll(results.detectors());
    MarkdownTable table = new MarkdownTable(header);
    List<String> cells = new ArrayList<>(List.of("mean"));
    for (String detector : results.detectors()) {
      cells.add(results.mean(results.sets(), detector, Result::seconds).text(1));
    }
    table.row(cells);
    return table;
  }

  /** The score of a detector's alerts over the seeds. */
  Figure alerts(String detector, NabProfile profile) {
    return Figure.of(runs(detector).stream().map(run -> run.alerts(profile, 0)).toList());
  }

  private List<NabRun> runs(String detector) {
    Results own = results.of(detector).where(result -> !result.failed());
    return own.seeds().stream()
        .map(seed -> new NabRun(own.where(result -> result.seed() == seed).all()))
        .toList();
  }

  private static List<String> row(
      String name, List<NabRun> runs, ToDoubleBiFunction<NabRun, NabProfile> score) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (NabProfile profile : NabProfile.values()) {
      cells.add(
          Figure.of(runs.stream().map(run -> score.applyAsDouble(run, profile)).toList()).text(1));
    }
    return cells;
  }
}
