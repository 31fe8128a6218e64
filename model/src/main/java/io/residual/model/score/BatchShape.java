package io.residual.model.score;

/** The checks that all runtimes make on a batch before they touch it. */
public final class BatchShape {

  private BatchShape() {}

  /**
   * Requires that both arrays hold the given number of rows.
   *
   * @throws IllegalArgumentException if one does not, or the count is negative
   */
  public static void require(
      float[] rows, int rowCount, float[] reconstructions, int featureCount, int memberCount) {
    if (rowCount < 0) {
      throw new IllegalArgumentException("rowCount is " + rowCount + "; it must be at least 0");
    }
    requireLength("rows", rows.length, rowCount, featureCount);
    requireLength(
        "reconstructions", reconstructions.length, rowCount, (long) memberCount * featureCount);
  }

  private static void requireLength(String name, int length, int rowCount, long width) {
    long needed = rowCount * width;
    if (length < needed) {
      throw new IllegalArgumentException(
          name
              + " has "
              + length
              + " floats; "
              + rowCount
              + " rows of "
              + width
              + " features need "
              + needed);
    }
  }
}
