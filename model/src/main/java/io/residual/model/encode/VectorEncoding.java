package io.residual.model.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;

/**
 * Every element of a vector becomes one scaled feature, each by its own scale.
 *
 * @param scales one an element
 * @param indicator whether the last feature says that the vector was missing
 * @param reason which scalings were chosen; null if the schema names one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VectorEncoding(List<Scale> scales, boolean indicator, String reason)
    implements FieldEncoding {

  /** Copies the scales. */
  @JsonCreator
  public VectorEncoding {
    scales = List.copyOf(scales);
  }

  /** An encoding by scales that the schema names. */
  public VectorEncoding(List<? extends Scale> scales, boolean indicator) {
    this(List.copyOf(scales), indicator, null);
  }

  @Override
  public int width() {
    return scales.size() + (indicator ? 1 : 0);
  }

  @Override
  public int numbers() {
    return Math.max(1, scales.size());
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
