package io.residual.benchmark.quality;

import io.residual.model.bundle.ModelBundle;
import io.residual.trainer.data.BadRows;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.evaluate.BundleScores;
import io.residual.trainer.evaluate.LabelledRows;
import io.residual.trainer.evaluate.ScoredRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Scores and alerts of the rows of a file as the job would give them. A row that the schema refuses
 * would be dead-lettered there: it has score 0 and no alert.
 */
final class StreamScores {

  private final double[] scores;
  private final boolean[] above;
  private final boolean[] raised;

  private StreamScores(int rows) {
    scores = new double[rows];
    above = new boolean[rows];
    raised = new boolean[rows];
  }

  /**
   * Scores a file.
   *
   * @param rows how many it has
   * @throws IOException if it cannot be read
   */
  static StreamScores of(ModelBundle bundle, Path file, int rows) throws IOException {
    StreamScores all = new StreamScores(rows);
    try (RowSource source = RowFormat.CSV.open(file);
        BundleScores model = BundleScores.open(bundle)) {
      LabelledRows unlabelled = new LabelledRows(List.of(source), Optional.empty(), unused -> {});
      model.score(unlabelled, new BadRows(1), all::take);
    }
    return all;
  }

  private void take(ScoredRow row) {
    // A broken model's error ranks above all others.
    scores[row.index()] = Double.isFinite(row.error()) ? row.error() : Double.MAX_VALUE;
    above[row.index()] = row.flagged();
    raised[row.index()] = row.raised();
  }

  /** {@code [rows]}. */
  double[] scores() {
    return scores;
  }

  /** {@code [rows]}. */
  boolean[] above() {
    return above;
  }

  /** {@code [rows]}. */
  boolean[] raised() {
    return raised;
  }
}
