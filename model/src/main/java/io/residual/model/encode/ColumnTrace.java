package io.residual.model.encode;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * What one column held, row by row, in bounded memory: a digest of all its values and the values of
 * some rows, the same rows for every column. Not thread safe.
 */
final class ColumnTrace {

  /** Rows kept: chance relations do not hold on so many. */
  static final int MAX_ROWS = 256;

  /** Numbers kept for all columns together: 32 MiB. */
  private static final int BUDGET = 1 << 22;

  /** Of the choice of rows; the same for all columns. */
  private static final long SEED = 20;

  /** Residuals of a straight line, relative to the numbers' range, that count as rounding. */
  private static final double ROUNDING = 1e-9;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final double[] kept;
  private long rows;
  private long present;
  private long digest = TextHash.START;
  private long firstBits;
  private String first = "";
  private boolean varies;

  /** A trace of one of the given number of columns. */
  ColumnTrace(int columns) {
    kept = new double[Math.max(16, Math.min(MAX_ROWS, BUDGET / Math.max(1, columns)))];
  }

  /** The number of the next row. */
  void add(double value) {
    // Adding zero turns -0.0 into 0.0, which is the same number.
    double plain = value + 0.0;
    if (present == 0) {
      first = Double.toString(plain);
    }
    add(Double.doubleToLongBits(plain), plain);
  }

  /** The text of the next row. */
  void add(String text) {
    if (present == 0) {
      first = text;
    }
    long hash = TextHash.mix(TextHash.fnv(text));
    add(hash, (double) (hash >> 12));
  }

  private void add(long bits, double shown) {
    if (present++ == 0) {
      firstBits = bits;
    }
    varies |= bits != firstBits;
    row(bits, shown);
  }

  /** The next row has no value. */
  void missing() {
    row(Double.doubleToLongBits(Double.NaN), Double.NaN);
  }

  private void row(long bits, double shown) {
    digest = TextHash.mix(digest ^ bits) + rows;
    long slot = rows < kept.length ? rows : random.nextLong(rows + 1);
    if (slot < kept.length) {
      kept[(int) slot] = shown;
    }
    rows++;
  }

  boolean isEmpty() {
    return rows > 0 && present == 0;
  }

  boolean isConstant() {
    return present > 0 && !varies;
  }

  long missingRows() {
    return rows - present;
  }

  String first() {
    return first;
  }

  long digest() {
    return digest;
  }

  /** How many different values the rows kept hold. */
  int distinctKept() {
    double[] sorted = Arrays.copyOf(kept, (int) Math.min(rows, kept.length));
    Arrays.sort(sorted);
    return SortedSample.distinct(sorted);
  }

  boolean equalsInEveryRow(ColumnTrace other) {
    return rows == other.rows && digest == other.digest && Arrays.equals(kept, other.kept);
  }

  /**
   * The factor of the straight line of another column that this column is in all rows kept; empty
   * if it is none. Only for columns of numbers that vary.
   */
  OptionalDouble factorOf(ColumnTrace other) {
    int count = (int) Math.min(rows, kept.length);
    if (rows != other.rows || count < 3) {
      return OptionalDouble.empty();
    }
    int from = -1;
    int to = -1;
    for (int i = 0; i < count; i++) {
      if (Double.isNaN(kept[i]) != Double.isNaN(other.kept[i])) {
        return OptionalDouble.empty();
      }
      if (from < 0 && !Double.isNaN(kept[i])) {
        from = i;
      } else if (from >= 0 && to < 0 && other.kept[i] != other.kept[from]) {
        // NaN differs from everything, so it must be ruled out.
        to = Double.isNaN(kept[i]) ? -1 : i;
      }
    }
    if (to < 0) {
      return OptionalDouble.empty();
    }
    double factor = (kept[to] - kept[from]) / (other.kept[to] - other.kept[from]);
    if (factor == 0 || !Double.isFinite(factor)) {
      return OptionalDouble.empty();
    }
    for (int i = 0; i < count; i++) {
      double expected = kept[from] + factor * (other.kept[i] - other.kept[from]);
      double tolerance =
          ROUNDING
              * (Math.abs(kept[from])
                  + Math.abs(factor) * (Math.abs(other.kept[i]) + Math.abs(other.kept[from])));
      if (Math.abs(kept[i] - expected) > tolerance) {
        return OptionalDouble.empty();
      }
    }
    return OptionalDouble.of(factor);
  }
}
