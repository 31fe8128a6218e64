package io.residual.model.explain;

/**
 * One field's part in an error.
 *
 * @param field its name
 * @param value what the record held, in the field's own unit: Number, String, Boolean, List or null
 * @param expected what the model expected, likewise; null if that names no value
 * @param share of the error, from 0 to 1; the shares of all fields sum to 1
 * @param direction "high" or "low" for numbers, else "unexpected"
 */
public record FieldContribution(
    String field, Object value, Object expected, double share, String direction) {}
