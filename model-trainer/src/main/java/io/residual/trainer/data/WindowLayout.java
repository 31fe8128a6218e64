package io.residual.trainer.data;

import java.util.Arrays;

/**
 * Where the rows of the input go in the matrices of training and held-back rows, and which windows
 * there are over them. Rows are added sequence by sequence. Takes 4 bytes a row of the input and 8
 * a window.
 *
 * <p>Windows that were interrupted from outside and so lack records, say because those lie on the
 * other side of the split, are trained on: they are what a new entity's first records look like.
 * Among the held-back ones they are left out, because a stream has few of them, and their larger
 * errors would raise the threshold. Only if that left less than half of the held-back windows, all
 * are taken.
 */
final class WindowLayout {

  private final int length;
  private final int[] positions;
  private final Side training = new Side();
  private final Side held = new Side();

  /**
   * A layout without rows.
   *
   * @param length records of a window
   * @param rows of the input
   */
  WindowLayout(int length, int rows) {
    this.length = length;
    this.positions = new int[rows];
  }

  /** The next row begins a window of its own; {@code cut} if there are records before it. */
  void begin(boolean heldBack, boolean cut) {
    Side side = heldBack ? held : training;
    side.begin = side.rows;
    side.cut = cut;
  }

  /** Adds a row by its number in the input. */
  void add(int row, boolean heldBack) {
    Side side = heldBack ? held : training;
    positions[row] = side.rows;
    side.add(length);
  }

  /** The number of an input row in its matrix. */
  int position(int row) {
    return positions[row];
  }

  WindowRows trainingWindows(EncodedRows rows) {
    return training.windows(rows, length, false);
  }

  WindowRows heldBackWindows(EncodedRows rows) {
    return held.windows(rows, length, 2 * held.cutShort <= held.rows);
  }

  /** The rows of one matrix in the order in which they were added. */
  private static final class Side {
    private int rows;
    private int begin;
    private boolean cut;
    private int cutShort;

    /** Of each row's window the number of records; negative if it was cut short. */
    private short[] known = new short[1024];

    void add(int length) {
      if (rows == known.length) {
        known = Arrays.copyOf(known, Math.multiplyExact(2, rows));
      }
      int records = Math.min(length, rows - begin + 1);
      boolean shortened = cut && records < length;
      known[rows] = (short) (shortened ? -records : records);
      cutShort += shortened ? 1 : 0;
      rows++;
    }

    WindowRows windows(EncodedRows records, int length, boolean leaveOut) {
      int[] oldest = new int[leaveOut ? rows - cutShort : rows];
      int[] newest = new int[oldest.length];
      int count = 0;
      for (int row = 0; row < rows; row++) {
        if (known[row] > 0 || !leaveOut) {
          newest[count] = row;
          oldest[count] = row - Math.abs(known[row]) + 1;
          count++;
        }
      }
      return new WindowRows(records, length, oldest, newest);
    }
  }
}
