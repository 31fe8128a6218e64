package io.residual.model.policy;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.error.ErrorMeasure;

/**
 * Evidence from a row and its reconstruction. In a window, a field's share is that of all its
 * records, while the deviation is that of the newest: the record that is judged. Only valid as long
 * as the arrays keep their contents.
 */
public final class RowEvidence implements FieldEvidence {

  private final FeatureEncoder encoder;
  private final float[] features;
  private final float[] reconstruction;
  private final int newest;
  private final double[] shares;

  /**
   * Evidence of one row.
   *
   * @param measure of one record's features, or of those of each record of a window
   * @param features encoded, of a window the oldest record first, from {@code start} on
   * @param reconstruction likewise
   */
  public RowEvidence(
      FeatureEncoder encoder,
      ErrorMeasure measure,
      float[] features,
      float[] reconstruction,
      int start) {
    this.encoder = encoder;
    this.features = features;
    this.reconstruction = reconstruction;
    newest = start + measure.size() - encoder.featureCount();
    shares = new double[encoder.fieldCount()];
    double sum = 0;
    for (int field = 0; field < shares.length; field++) {
      int width = encoder.width(field);
      for (int at = encoder.offset(field); at < measure.size(); at += encoder.featureCount()) {
        shares[field] += measure.of(features, reconstruction, start, at, at + width);
      }
      sum += shares[field];
    }
    for (int field = 0; sum > 0 && field < shares.length; field++) {
      shares[field] /= sum;
    }
  }

  @Override
  public int fields() {
    return shares.length;
  }

  @Override
  public double share(int field) {
    return shares[field];
  }

  @Override
  public double deviation(int field) {
    return encoder.fields().get(field) instanceof NumericEncoding
        ? number(field, features) - number(field, reconstruction)
        : Double.NaN;
  }

  private double number(int field, float[] row) {
    return encoder.decode(field, row, newest) instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }
}
