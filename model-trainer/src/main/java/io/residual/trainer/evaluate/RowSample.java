package io.residual.trainer.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A random sample of the encoded records that go by, each as likely as any other (Vitter, ACM
 * Transactions on Mathematical Software 11, 1985, algorithm R). Not thread safe.
 */
public final class RowSample implements ScoredRow.Visitor {

  private static final int MAX_ROWS = 10_000;

  /** 32 MB. */
  private static final int MAX_VALUES = 8_000_000;

  private static final int MIN_ROWS = 100;

  private final int features;
  private final int limit;
  private final SplittableRandom random;
  private float[] rows = {};
  private long seen;

  /**
   * An empty sample.
   *
   * @param features of a record
   */
  public RowSample(int features, long seed) {
    this.features = features;
    this.limit = Math.min(MAX_ROWS, Math.max(MIN_ROWS, MAX_VALUES / features));
    this.random = new SplittableRandom(seed);
  }

  @Override
  public void row(ScoredRow row) {
    add(row.features(), row.start() + row.width() - features);
  }

  /** Takes a record, or not, as chance will have it. */
  public void add(float[] values, int from) {
    long place = seen < limit ? seen : random.nextLong(seen + 1);
    seen++;
    if (place < limit) {
      int at = (int) place * features;
      if (at + features > rows.length) {
        int length = Math.max(at + features, Math.min(limit * features, 2 * rows.length));
        rows = Arrays.copyOf(rows, length);
      }
      System.arraycopy(values, from, rows, at, features);
    }
  }

  /** The records, row-major {@code [count][features]}; not to be written to. */
  public float[] rows() {
    return rows;
  }

  /** How many records there are. */
  public int count() {
    return (int) Math.min(seen, limit);
  }
}
