package io.residual.trainer.data;

/**
 * A matrix of encoded rows, row-major {@code [rows][features]} in one array. Not copied, because it
 * is the largest thing in the trainer: whoever holds it may write to it.
 */
public final class EncodedRows implements NetworkRows {

  private final float[] values;
  private final int rows;
  private final int features;

  /**
   * A matrix over the given array.
   *
   * @param values at least {@code rows * features} long
   */
  public EncodedRows(float[] values, int rows, int features) {
    if (rows < 0 || features < 1 || values.length < (long) rows * features) {
      throw new IllegalArgumentException(
          values.length + " floats do not hold " + rows + " rows of " + features + " features");
    }
    this.values = values;
    this.rows = rows;
    this.features = features;
  }

  /**
   * An empty matrix, zero everywhere.
   *
   * @throws NotEnoughMemoryException if the heap cannot hold it
   */
  public static EncodedRows allocate(long rows, int features) {
    NotEnoughMemoryException.requireRoom(rows, features);
    return new EncodedRows(new float[Math.toIntExact(rows * features)], (int) rows, features);
  }

  /** The array itself. */
  public float[] values() {
    return values;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public void copy(int row, float[] target, int at) {
    System.arraycopy(values, row * features, target, at, features);
  }
}
