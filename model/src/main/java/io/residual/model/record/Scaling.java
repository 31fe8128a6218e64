package io.residual.model.record;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How numbers are brought to a comparable size before they reach the network.
 *
 * @param method the formula
 * @param min lower end for {@link Method#MIN_MAX}; null to learn it from the training rows
 * @param max upper end for {@link Method#MIN_MAX}; null to learn it from the training rows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scaling(Method method, Double min, Double max) {

  /** The formula that scales a number. */
  public enum Method {
    /** (x - mean) / standard deviation. */
    STANDARD,
    /** (x - min) / (max - min). */
    MIN_MAX,
    /** (x - median) / (interquartile range / 1.349), which equals STANDARD for a normal sample. */
    ROBUST,
    /** sign(x) ln(1 + |x| / unit), standardised: for magnitudes over several powers of ten. */
    LOG,
    /** The quantile of the standard normal distribution at the number's rank. */
    QUANTILE,
    /** x as it is. */
    NONE,
    /** One of the others, chosen by the shape of the training rows' numbers. */
    AUTO
  }

  /** Standard scaling: least squares treats all fields alike. */
  public static final Scaling STANDARD = of(Method.STANDARD);

  /** What a field gets whose declaration names no scaling. */
  public static final Scaling DEFAULT = STANDARD;

  /** Checks that an explicit range is complete, ordered and belongs to min-max scaling. */
  public Scaling {
    if (method == null) {
      throw new IllegalArgumentException("a scaling needs a method");
    }
    if ((min == null) != (max == null)) {
      throw new IllegalArgumentException("min and max go together; give both or neither");
    }
    if (min != null && method != Method.MIN_MAX) {
      throw new IllegalArgumentException("min and max belong to min-max scaling, not " + method);
    }
    if (min != null && !(min < max)) {
      throw new IllegalArgumentException("min " + min + " must be less than max " + max);
    }
  }

  /** Scaling by the given method with everything learnt from the training rows. */
  public static Scaling of(Method method) {
    return new Scaling(method, null, null);
  }

  /** Min-max scaling with a range known beforehand, such as 0 to 255 for pixels. */
  public static Scaling range(double min, double max) {
    return new Scaling(Method.MIN_MAX, min, max);
  }
}
