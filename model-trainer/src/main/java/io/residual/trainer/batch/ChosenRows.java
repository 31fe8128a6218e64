package io.residual.trainer.batch;

import io.residual.trainer.data.NetworkRows;

/**
 * Some rows of others, in any order, also more than once.
 *
 * @param chosen indices of the rows
 */
@SuppressWarnings("ArrayRecordComponent") // as long as the rows
public record ChosenRows(NetworkRows all, int[] chosen) implements NetworkRows {

  @Override
  public int rows() {
    return chosen.length;
  }

  @Override
  public int features() {
    return all.features();
  }

  @Override
  public void copy(int row, float[] target, int at) {
    all.copy(chosen[row], target, at);
  }
}
