package io.residual.trainer.batch;

import io.residual.model.config.AugmentSettings;
import io.residual.trainer.data.EncodedRows;
import io.residual.trainer.data.NetworkRows;

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
      NetworkRows rows, FieldColumns columns, AugmentSettings settings, long seed) {
    TrainingBatches batches = new ShuffledRows(rows, seed);
    if (settings.equals(AugmentSettings.NONE)) {
      return batches;
    }
    EncodedRows pool = RowSample.of(rows, seed);
    if (settings.interpolate() > 0 && pool.rows() > 1) {
      batches = new InterpolatedRows(batches, pool, columns, settings.interpolate(), seed);
    }
    return settings.corrupts()
        ? new CorruptedRows(batches, pool, columns, settings, seed)
        : batches;
  }
}
