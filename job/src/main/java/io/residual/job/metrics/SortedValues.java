package io.residual.job.metrics;

import java.util.Arrays;
import org.apache.flink.metrics.HistogramStatistics;

/** Figures of some values. Without any, they are NaN, and the whole numbers 0. */
final class SortedValues extends HistogramStatistics {

  private final double[] values;

  /** Of values in ascending order, which are kept. */
  SortedValues(double[] values) {
    this.values = values;
  }

  /** The smallest value that at least the given part of the values does not exceed. */
  @Override
  public double getQuantile(double quantile) {
    int rank = (int) Math.ceil(quantile * values.length);
    return values.length == 0 ? Double.NaN : values[Math.max(0, Math.min(values.length, rank) - 1)];
  }

  @Override
  public long[] getValues() {
    return Arrays.stream(values).mapToLong(Math::round).toArray();
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public double getMean() {
    // Divided first, because the sum of numbers near 1e308 overflows.
    return values.length == 0
        ? Double.NaN
        : Arrays.stream(values).map(value -> value / values.length).sum();
  }

  @Override
  public double getStdDev() {
    double mean = getMean();
    return Math.sqrt(
        Arrays.stream(values)
            .map(value -> (value - mean) * (value - mean))
            .average()
            .orElse(Double.NaN));
  }

  @Override
  public long getMax() {
    return values.length == 0 ? 0 : Math.round(values[values.length - 1]);
  }

  @Override
  public long getMin() {
    return values.length == 0 ? 0 : Math.round(values[0]);
  }
}
