package io.residual.job.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/**
 * The distribution of the last values, for Flink's reporters: bounded memory, and a value costs two
 * stores, because the work is left to whoever reads. Values that are no finite number are left out.
 *
 * <p>One thread adds, any thread may read. A reader may see one of the newest values in the place
 * of the oldest: fine for a distribution.
 */
public final class RecentValues implements Histogram {

  /** Values that are looked back on; a power of two. */
  static final int CAPACITY = 1024;

  private final double[] ring = new double[CAPACITY];

  /** Released after the value is stored, so that whoever reads it sees the value. */
  private final AtomicLong count = new AtomicLong();

  /** Adds a value. */
  public void add(double value) {
    if (Double.isFinite(value)) {
      long before = count.getPlain();
      ring[(int) (before & (CAPACITY - 1))] = value;
      count.setRelease(before + 1);
    }
  }

  @Override
  public void update(long value) {
    add((double) value);
  }

  /** All values so far, not only the last ones. */
  @Override
  public long getCount() {
    return count.getAcquire();
  }

  @Override
  public HistogramStatistics getStatistics() {
    double[] values = Arrays.copyOf(ring, (int) Math.min(getCount(), CAPACITY));
    Arrays.sort(values);
    return new SortedValues(values);
  }
}
