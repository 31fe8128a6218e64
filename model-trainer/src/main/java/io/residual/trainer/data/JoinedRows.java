package io.residual.trainer.data;

/**
 * Rows and, behind them, other rows of the same features.
 *
 * @param first come first
 * @param second come behind them
 */
public record JoinedRows(NetworkRows first, NetworkRows second) implements NetworkRows {

  @Override
  public int rows() {
    return first.rows() + second.rows();
  }

  @Override
  public int features() {
    return first.features();
  }

  @Override
  public void copy(int row, float[] target, int at) {
    if (row < first.rows()) {
      first.copy(row, target, at);
    } else {
      second.copy(row - first.rows(), target, at);
    }
  }

  @Override
  public boolean begins(int row) {
    return row < first.rows() ? first.begins(row) : second.begins(row - first.rows());
  }
}
