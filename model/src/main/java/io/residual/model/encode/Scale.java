package io.residual.model.encode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A strictly increasing map from a field's numbers to features of comparable size, and back.
 *
 * <p>Immutable and thread safe. A finite number always becomes a finite feature within {@link
 * NumberScale#LIMIT}, and beyond the training range features still grow, so that an outlier stays
 * visible.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NumberScale.class, name = "linear"),
  @JsonSubTypes.Type(value = LogScale.class, name = "log"),
  @JsonSubTypes.Type(value = QuantileScale.class, name = "quantile"),
  @JsonSubTypes.Type(value = ConstantScale.class, name = "constant")
})
public sealed interface Scale permits NumberScale, LogScale, QuantileScale, ConstantScale {

  /** The number that stands for a missing one. */
  double typical();

  /** The scaled number, within ±{@link NumberScale#LIMIT}. */
  float encode(double value);

  /** The number of a scaled one; finite for every finite feature. */
  double decode(float feature);

  /** A scaled number kept within {@link NumberScale#LIMIT}. */
  static float limited(double scaled) {
    return (float) Math.max(-NumberScale.LIMIT, Math.min(NumberScale.LIMIT, scaled));
  }

  /** A number kept within the range of doubles: an alert is JSON, which knows no infinity. */
  static double finite(double value) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }
}
