package io.residual.trainer.data;

import io.residual.model.sequence.WindowAssembler;

/**
 * Windows over the records of a matrix, put together when they are asked for: a window of n records
 * takes 8 bytes here instead of n rows. The records of an entity follow one another in the matrix
 * in the order in which they came, so that a window is one piece of it.
 *
 * <p>The windows are those of {@link WindowAssembler}, to the bit.
 */
public final class WindowRows implements NetworkRows {

  private final EncodedRows records;
  private final int length;
  private final int[] oldest;
  private final int[] newest;

  /**
   * Windows over the given records.
   *
   * @param length records of a window
   * @param oldest of each window, the number of its oldest record in the matrix; it is repeated if
   *     the window has fewer records than {@code length}
   * @param newest of each window, the number of its newest record
   */
  WindowRows(EncodedRows records, int length, int[] oldest, int[] newest) {
    this.records = records;
    this.length = length;
    this.oldest = oldest;
    this.newest = newest;
    Math.multiplyExact(length, records.features());
  }

  /** The matrix of single records. */
  public EncodedRows records() {
    return records;
  }

  @Override
  public int rows() {
    return newest.length;
  }

  @Override
  public int features() {
    return length * records.features();
  }

  @Override
  public boolean begins(int row) {
    return row == 0 || newest[row] != newest[row - 1] + 1 || oldest[row] == newest[row];
  }

  @Override
  public void copy(int row, float[] target, int at) {
    int features = records.features();
    int first = oldest[row] * features;
    int known = (newest[row] + 1) * features - first;
    int from = at + features() - known;
    System.arraycopy(records.values(), first, target, from, known);
    for (int to = at; to < from; to += features) {
      System.arraycopy(records.values(), first, target, to, features);
    }
  }
}
