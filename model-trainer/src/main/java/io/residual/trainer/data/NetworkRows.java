package io.residual.trainer.data;

/** Rows as a network takes them: encoded records, or windows of them. */
public interface NetworkRows {

  /** Number of rows. */
  int rows();

  /** Number of features of a row. */
  int features();

  /**
   * Copies one row.
   *
   * @param row from 0 to {@code rows() - 1}
   * @param target receives the row from index {@code at} on
   */
  void copy(int row, float[] target, int at);

  /**
   * Whether a row is not the next of the same entity after the row before it.
   *
   * @param row from 0 to {@code rows() - 1}
   */
  default boolean begins(int row) {
    return true;
  }
}
