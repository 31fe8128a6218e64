package io.residual.model.encode;

import java.util.ArrayList;
import java.util.List;

/** Every element of a vector becomes one scaled feature, each by its own scale. */
public record VectorEncoding(List<NumberScale> scales, boolean indicator) implements FieldEncoding {

  /** Copies the scales. */
  public VectorEncoding {
    scales = List.copyOf(scales);
  }

  @Override
  public int width() {
    return scales.size() + (indicator ? 1 : 0);
  }

  void encode(int index, double value, float[] row, int at) {
    row[at + index] = scales.get(index).encode(value);
    markMissing(row, at, false);
  }

  @Override
  public void encodeMissing(float[] row, int at) {
    for (int i = 0; i < scales.size(); i++) {
      row[at + i] = scales.get(i).encode(scales.get(i).typical());
    }
    markMissing(row, at, true);
  }

  @Override
  public Object decode(float[] row, int at) {
    List<Double> values = new ArrayList<>(scales.size());
    for (int i = 0; i < scales.size(); i++) {
      values.add(scales.get(i).decode(row[at + i]));
    }
    return values;
  }
}
