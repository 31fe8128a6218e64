package io.residual.trainer.batch;

import io.residual.model.config.AugmentSettings;
import io.residual.trainer.data.EncodedRows;

/** Puts together a source of training rows as the settings ask for. */
public final class VariedRows {

  private VariedRows() {}

  /**
   * The training rows, drawn by their weights, shuffled and varied.
   *
   * @param columns of the rows
   */
  public static TrainingBatches of(
      TrainingSet set, FieldColumns columns, AugmentSettings settings, long seed) {
    TrainingBatches batches =
        set.alike() ? new ShuffledRows(set.rows(), seed) : new WeightedRows(set, seed);
    if (settings.interpolate() == 0 && !settings.corrupts()) {
      return batches;
    }
    EncodedRows pool = RowSample.of(set.drawn(seed), seed);
    if (settings.interpolate() > 0 && pool.rows() > 1) {
      batches = new InterpolatedRows(batches, pool, columns, settings.interpolate(), seed);
    }
    return settings.corrupts()
        ? new CorruptedRows(batches, pool, columns, settings, seed)
        : batches;
  }
}
