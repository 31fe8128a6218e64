package io.residual.trainer.evaluate;

import io.residual.model.bundle.Manifest;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.error.ErrorMeasure;

/**
 * How much each field adds to the error, on average: over rows that are to be expected and over
 * rows that are not. Not thread safe.
 */
public final class FieldErrors implements ScoredRow.Visitor {

  private final FeatureEncoder encoder;
  private final ErrorMeasure measure;
  private final boolean byLabel;
  private final double[][] sums;
  private final long[] rows = new long[2];

  /**
   * Nothing seen yet.
   *
   * @param byLabel whether labels tell the two kinds of rows apart; otherwise alerts do
   */
  public FieldErrors(Manifest manifest, boolean byLabel) {
    this.encoder = manifest.encoder();
    this.measure = manifest.error();
    this.byLabel = byLabel;
    this.sums = new double[2][encoder.fieldCount()];
  }

  @Override
  public void row(ScoredRow row) {
    if (!Double.isFinite(row.error())) {
      return;
    }
    int kind = (byLabel ? row.anomalous() : row.flagged()) ? 1 : 0;
    rows[kind]++;
    for (int field = 0; field < encoder.fieldCount(); field++) {
      sums[kind][field] += part(row, field);
    }
  }

  /** A field's part in a row's error, over all records of the model's window. */
  private double part(ScoredRow row, int field) {
    double sum = 0;
    int from = encoder.offset(field);
    int to = from + encoder.width(field);
    for (int at = 0; at < measure.size(); at += encoder.featureCount()) {
      sum += measure.of(row.features(), row.reconstructions(), row.start(), at + from, at + to);
    }
    return sum;
  }

  /** Whether labels tell the two kinds of rows apart; otherwise alerts do. */
  public boolean byLabel() {
    return byLabel;
  }

  /** How many rows are not to be expected. */
  public long oddRows() {
    return rows[1];
  }

  /** Mean part of a field in the error of normal rows, or rows without an alert; 0 without any. */
  public double usual(int field) {
    return rows[0] == 0 ? 0 : sums[0][field] / rows[0];
  }

  /** Mean part of a field in the error of anomalous rows, or rows with an alert; 0 without any. */
  public double odd(int field) {
    return rows[1] == 0 ? 0 : sums[1][field] / rows[1];
  }
}
