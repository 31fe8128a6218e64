package io.residual.model.encode;

import io.residual.model.record.FieldSink;

/**
 * Writes records into rows of features.
 *
 * <p>Call {@link #target} before each record. Not thread safe: one a thread, all sharing the
 * encoder. Allocates nothing.
 */
public final class RowEncoder implements FieldSink {

  private final FieldEncoding[] fields;
  private final int[] offsets;
  private float[] row = {};
  private int start;

  /** A writer that encodes by the given encoder. */
  public RowEncoder(FeatureEncoder encoder) {
    fields = encoder.fields().toArray(new FieldEncoding[0]);
    offsets = new int[fields.length];
    for (int i = 0; i < fields.length; i++) {
      offsets[i] = encoder.offset(i);
    }
  }

  /**
   * Chooses where the next record goes.
   *
   * @param rows row-major features of one or more rows
   * @param offset index of the row's first feature in {@code rows}
   */
  public void target(float[] rows, int offset) {
    row = rows;
    start = offset;
  }

  @Override
  public void number(int field, double value) {
    ((NumericEncoding) fields[field]).encode(value, row, start + offsets[field]);
  }

  @Override
  public void category(int field, String value) {
    ((TextualEncoding) fields[field]).encode(value, row, start + offsets[field]);
  }

  @Override
  public void bool(int field, boolean value) {
    ((BooleanEncoding) fields[field]).encode(value, row, start + offsets[field]);
  }

  @Override
  public void instant(int field, long epochMillis) {
    ((TimestampEncoding) fields[field]).encode(epochMillis, row, start + offsets[field]);
  }

  @Override
  public void element(int field, int index, double value) {
    ((VectorEncoding) fields[field]).encode(index, value, row, start + offsets[field]);
  }

  @Override
  public void missing(int field) {
    fields[field].encodeMissing(row, start + offsets[field]);
  }
}
