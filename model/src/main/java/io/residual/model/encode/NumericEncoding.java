package io.residual.model.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * A number becomes one scaled feature, and an indicator if asked for.
 *
 * @param scale of the number
 * @param indicator whether the last feature says that the number was missing
 * @param reason which scaling was chosen and why; null if the schema names it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NumericEncoding(Scale scale, boolean indicator, String reason)
    implements FieldEncoding {

  /** Checks that there is a scale. */
  @JsonCreator
  public NumericEncoding {
    Objects.requireNonNull(scale, "scale");
  }

  /** An encoding by a scale that the schema names. */
  public NumericEncoding(Scale scale, boolean indicator) {
    this(scale, indicator, null);
  }

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
