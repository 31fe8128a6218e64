package io.residual.model.explain;

/**
 * One field's part in an error.
 *
 * @param field its name
 * @param value what the record held, in the field's own unit: Number, String, Boolean, List or null
 * @param expected what the model expected, likewise; null if that names no value
 * @param share of the contributions above 0, from 0 to 1; the shares of all fields sum to 1
 * @param contribution in units of the error; below 0 if the field made the error smaller
 * @param direction {@link #HIGH} or {@link #LOW} for numbers, {@link #MISSING} for an absent value
 *     that the model can tell, else {@link #UNEXPECTED}
 */
public record FieldContribution(
    String field,
    Object value,
    Object expected,
    double share,
    double contribution,
    String direction) {

  /** A number above the expected one. */
  public static final String HIGH = "high";

  /** A number below the expected one. */
  public static final String LOW = "low";

  /** No value, in a field whose model knows that values may be missing. */
  public static final String MISSING = "missing";

  /** Another value than expected. */
  public static final String UNEXPECTED = "unexpected";
}
