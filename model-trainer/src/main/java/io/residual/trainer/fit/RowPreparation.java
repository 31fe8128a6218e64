package io.residual.trainer.fit;

import io.residual.model.config.ContaminationSettings;
import io.residual.model.config.ImbalanceSettings;
import io.residual.trainer.batch.FieldColumns;
import io.residual.trainer.batch.RareModes;
import io.residual.trainer.batch.TrainingSet;
import io.residual.trainer.data.NetworkRows;
import java.io.IOException;

/**
 * Decides which rows the networks learn from, how much each counts, and which calibrate the error.
 * Contaminated rows go first: among rare kinds of rows they would be the rarest.
 */
final class RowPreparation {

  /** Fewer rows than this cannot judge one another. */
  private static final int MIN_ROWS = 20;

  private final ImbalanceSettings settings;
  private final FieldColumns columns;
  private final long seed;
  private final FitListener listener;

  RowPreparation(
      ImbalanceSettings settings, FieldColumns columns, long seed, FitListener listener) {
    this.columns = columns;
    this.settings = settings;
    this.seed = seed;
    this.listener = listener;
  }

  /** The rows to use; the given ones if the settings ask for nothing else. */
  PreparedRows prepare(NetworkRows training, NetworkRows heldBack) throws IOException {
    PreparedRows rows = new PreparedRows(TrainingSet.of(training), heldBack);
    ContaminationSettings contamination = settings.contamination();
    if (contamination.fraction() > 0 && training.rows() >= MIN_ROWS) {
      rows = new RowScreen(contamination, columns, seed).screen(training, heldBack);
      listener.rowsScreened(
          training.rows() - rows.training().effectiveRows(),
          heldBack.rows() - rows.heldBack().rows());
    }
    if (settings.resample().modes() > 0) {
      TrainingSet set = rows.training();
      double[] weights = RareModes.weights(set.rows(), settings.resample(), seed);
      rows = new PreparedRows(set.times(weights), rows.heldBack());
    }
    return rows;
  }
}
