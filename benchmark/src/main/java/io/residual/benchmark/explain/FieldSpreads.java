package io.residual.benchmark.explain;

import io.residual.model.record.FieldSink;

/** Standard deviations of numeric fields, in one pass (Welford, Technometrics 4, 1962). */
final class FieldSpreads implements FieldSink {

  private final long[] counts;
  private final double[] means;
  private final double[] squares;

  FieldSpreads(int fields) {
    counts = new long[fields];
    means = new double[fields];
    squares = new double[fields];
  }

  /** A field's standard deviation; 0 if it is not numeric or never changes. */
  double spread(int field) {
    return counts[field] < 2 ? 0 : Math.sqrt(squares[field] / (counts[field] - 1));
  }

  @Override
  public void number(int field, double value) {
    counts[field]++;
    double difference = value - means[field];
    means[field] += difference / counts[field];
    squares[field] += difference * (value - means[field]);
  }

  @Override
  public void category(int field, String value) {}

  @Override
  public void bool(int field, boolean value) {}

  @Override
  public void instant(int field, long epochMillis) {}

  @Override
  public void element(int field, int index, double value) {}

  @Override
  public void missing(int field) {}
}
