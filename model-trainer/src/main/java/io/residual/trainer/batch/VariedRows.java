package io.residual.trainer.batch;

import io.residual.model.config.AugmentSettings;
import io.residual.trainer.data.EncodedRows;

/** Puts together a source of training rows as the settings ask for. */
public final class VariedRows {

  private VariedRows() {}

  /**
   * The training rows, shuffled and varied.
   *
   * @param rows at least one
   * @param columns of the rows
   */
  public static TrainingBatches of(
      EncodedRows rows, FieldColumns columns, AugmentSettings settings, long seed) {
    TrainingBatches batches = new ShuffledRows(rows, seed);
    if (settings.interpolate() > 0 && rows.rows() > 1) {
      batches = new InterpolatedRows(batches, rows, columns, settings.interpolate(), seed);
    }
    return settings.corrupts()
        ? new CorruptedRows(batches, rows, columns, settings, seed)
        : batches;
  }
}
