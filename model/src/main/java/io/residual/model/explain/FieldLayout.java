package io.residual.model.explain;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.error.ErrorMeasure;

/**
 * Where the features of a field are in a row: in every record of a window. Immutable and thread
 * safe.
 *
 * @param encoder of one record
 * @param width features of a row: those of a record, for each record of the window
 */
record FieldLayout(FeatureEncoder encoder, int width) {

  int fields() {
    return encoder.fieldCount();
  }

  /** Index of the first feature of the newest record: the one that is judged. */
  int newest() {
    return width - encoder.featureCount();
  }

  /** Copies a field, in all records, from one row to another. */
  void copy(int field, float[] from, int fromAt, float[] to, int toAt) {
    int length = encoder.width(field);
    for (int at = encoder.offset(field); at < width; at += encoder.featureCount()) {
      System.arraycopy(from, fromAt + at, to, toAt + at, length);
    }
  }

  /** Whether a field holds the same in two rows. */
  boolean same(int field, float[] one, int oneAt, float[] other, int otherAt) {
    int length = encoder.width(field);
    for (int at = encoder.offset(field); at < width; at += encoder.featureCount()) {
      for (int j = at; j < at + length; j++) {
        if (one[oneAt + j] != other[otherAt + j]) {
          return false;
        }
      }
    }
    return true;
  }

  /** The part of a row's error that a field has. */
  double part(int field, float[] row, float[] reconstruction, ErrorMeasure measure) {
    double part = 0;
    int length = encoder.width(field);
    for (int at = encoder.offset(field); at < width; at += encoder.featureCount()) {
      part += measure.of(row, reconstruction, 0, at, at + length);
    }
    return part;
  }
}
