package io.residual.model.encode;

/** A number becomes one scaled feature, and an indicator if asked for. */
public record NumericEncoding(NumberScale scale, boolean indicator) implements FieldEncoding {

  @Override
  public int width() {
    return indicator ? 2 : 1;
  }

  void encode(double value, float[] row, int at) {
    row[at] = scale.encode(value);
    markMissing(row, at, false);
  }

  @Override
  public void encodeMissing(float[] row, int at) {
    row[at] = scale.encode(scale.typical());
    markMissing(row, at, true);
  }

  @Override
  public Object decode(float[] row, int at) {
    return scale.decode(row[at]);
  }
}
