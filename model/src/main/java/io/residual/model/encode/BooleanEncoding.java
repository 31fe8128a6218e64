package io.residual.model.encode;

/**
 * True becomes 1, false 0.
 *
 * @param typical what stands for a missing value, the commoner one in the training rows
 */
public record BooleanEncoding(boolean typical, boolean indicator) implements FieldEncoding {

  @Override
  public int width() {
    return indicator ? 2 : 1;
  }

  void encode(boolean value, float[] row, int at) {
    row[at] = value ? 1f : 0f;
    markMissing(row, at, false);
  }

  @Override
  public void encodeMissing(float[] row, int at) {
    row[at] = typical ? 1f : 0f;
    markMissing(row, at, true);
  }

  @Override
  public Object decode(float[] row, int at) {
    return row[at] >= 0.5f;
  }
}
