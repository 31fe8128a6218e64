package io.residual.trainer.batch;

import io.residual.trainer.data.EncodedRows;

/** Mean and standard deviation of each column of some rows. */
@SuppressWarnings("ArrayRecordComponent")
record ColumnMoments(float[] means, float[] deviations) {

  /** Of at least one row; columns that do not vary have the deviation 0. */
  static ColumnMoments of(EncodedRows rows) {
    int features = rows.features();
    double[] sums = new double[features];
    for (int i = 0; i < rows.rows() * features; i++) {
      sums[i % features] += rows.values()[i];
    }
    double[] squares = new double[features];
    for (int i = 0; i < rows.rows() * features; i++) {
      double centred = rows.values()[i] - sums[i % features] / rows.rows();
      squares[i % features] += centred * centred;
    }
    float[] means = new float[features];
    float[] deviations = new float[features];
    for (int j = 0; j < features; j++) {
      means[j] = (float) (sums[j] / rows.rows());
      deviations[j] = (float) Math.sqrt(squares[j] / rows.rows());
    }
    return new ColumnMoments(means, deviations);
  }
}
