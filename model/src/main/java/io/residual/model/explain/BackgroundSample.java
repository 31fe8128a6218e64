package io.residual.model.explain;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Some normal rows of the training data, encoded: what a field is replaced by when its influence on
 * an error is tried. Immutable by convention: {@link #rows()} hands out the array itself. Thread
 * safe.
 */
public final class BackgroundSample {

  /** More rows make explanations slower, not better. */
  public static final int MAX_ROWS = 256;

  private static final int HEADER_BYTES = 2 * Integer.BYTES;

  private final float[] rows;
  private final int count;
  private final int width;

  /**
   * A sample of the given rows.
   *
   * @param rows row-major {@code [count][width]}, all finite
   * @param count from 1 to {@link #MAX_ROWS}
   * @param width features of a row
   */
  public BackgroundSample(float[] rows, int count, int width) {
    if (count < 1 || count > MAX_ROWS || width < 1 || rows.length != (long) count * width) {
      throw new IllegalArgumentException(
          rows.length + " floats are not " + count + " rows of " + width + ", 1 to " + MAX_ROWS);
    }
    for (float value : rows) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("a background row holds " + value);
      }
    }
    this.rows = rows.clone();
    this.count = count;
    this.width = width;
  }

  /** The rows, row-major {@code [count][width]}; not to be written to. */
  float[] rows() {
    return rows;
  }

  /** Number of rows. */
  public int count() {
    return count;
  }

  /** Features of a row. */
  public int width() {
    return width;
  }

  /** The sample as bytes: count and width as ints, then the rows as floats, all big-endian. */
  public byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + Float.BYTES * rows.length);
    bytes.putInt(count).putInt(width);
    bytes.asFloatBuffer().put(rows);
    return bytes.array();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static BackgroundSample of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      int count = buffer.getInt();
      int width = buffer.getInt();
      // Counted before anything of that size is made.
      if (count < 1 || width < 1 || buffer.remaining() != (long) count * width * Float.BYTES) {
        throw new IllegalArgumentException(
            count + " rows of " + width + " floats do not take " + buffer.remaining() + " bytes");
      }
      float[] rows = new float[count * width];
      buffer.asFloatBuffer().get(rows);
      return new BackgroundSample(rows, count, width);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(bytes.length + " bytes are too few for a count", e);
    }
  }
}
