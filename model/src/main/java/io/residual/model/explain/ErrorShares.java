package io.residual.model.explain;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.record.FieldSpec;
import java.util.List;
import java.util.function.Function;

/**
 * The exact explanation: the error is a sum over features, so each field's part is known, not
 * estimated. In a window, a field's part is that of all its records. Thread safe.
 */
public final class ErrorShares implements Explainer {

  /** Name of the method in explanations. */
  public static final String METHOD = "error-shares";

  private final FieldLayout layout;
  private final FieldAccount account;
  private final ErrorMeasure measure;

  /**
   * An explainer for rows of the given schema, encoder and error.
   *
   * @param measure of one record's features, or of those of each record of a window
   */
  public ErrorShares(List<FieldSpec> fields, FeatureEncoder encoder, ErrorMeasure measure) {
    this.layout = new FieldLayout(encoder, measure.size());
    this.account = new FieldAccount(fields, layout);
    this.measure = measure;
  }

  @Override
  public Explanation explain(
      float[] row, float[] reconstruction, Function<FieldSpec, Object> values, int limit) {
    double[] parts = new double[layout.fields()];
    for (int field = 0; field < parts.length; field++) {
      parts[field] = layout.part(field, row, reconstruction, measure);
    }
    return new Explanation(
        METHOD, 0, null, account.largest(parts, row, reconstruction, values, limit));
  }
}
