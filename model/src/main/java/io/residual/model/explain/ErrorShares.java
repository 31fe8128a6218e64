package io.residual.model.explain;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.record.FieldSpec;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The exact explanation: the error is a sum over features, so each field's part is known, not
 * estimated. In a window, a field's part is that of all its records, while value, expected value
 * and direction are those of the newest: the record that raised the alert. Thread safe.
 */
public final class ErrorShares {

  /** Name of the method in explanations. */
  public static final String METHOD = "error-shares";

  private final List<FieldSpec> fields;
  private final FeatureEncoder encoder;
  private final ErrorMeasure measure;

  /**
   * An explainer for rows of the given schema, encoder and error.
   *
   * @param measure of one record's features, or of those of each record of a window
   */
  public ErrorShares(List<FieldSpec> fields, FeatureEncoder encoder, ErrorMeasure measure) {
    this.fields = List.copyOf(fields);
    this.encoder = encoder;
    this.measure = measure;
  }

  /**
   * Explains one row.
   *
   * @param row encoded, {@code [features]}; of a window {@code [records][features]}
   * @param reconstruction of the row, likewise
   * @param values gives a field's value as the record held it
   * @param limit how many fields to name at most
   */
  public Explanation explain(
      float[] row, float[] reconstruction, Function<FieldSpec, Object> values, int limit) {
    double[] parts = new double[fields.size()];
    double total = 0;
    for (int i = 0; i < parts.length; i++) {
      int width = encoder.width(i);
      for (int at = encoder.offset(i); at < measure.size(); at += encoder.featureCount()) {
        parts[i] += measure.of(row, reconstruction, 0, at, at + width);
      }
      total += parts[i];
    }
    double sum = total;
    List<FieldContribution> largest =
        IntStream.range(0, parts.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> parts[i]).reversed())
            .limit(limit)
            .map(i -> contribution(i, row, reconstruction, values, sum > 0 ? parts[i] / sum : 0))
            .toList();
    return new Explanation(METHOD, largest);
  }

  private FieldContribution contribution(
      int field,
      float[] row,
      float[] reconstruction,
      Function<FieldSpec, Object> values,
      double share) {
    int newest = measure.size() - encoder.featureCount();
    int at = newest + encoder.offset(field);
    String direction = "unexpected";
    if (encoder.fields().get(field) instanceof NumericEncoding) {
      direction = row[at] >= reconstruction[at] ? "high" : "low";
    }
    return new FieldContribution(
        fields.get(field).name(),
        values.apply(fields.get(field)),
        encoder.decode(field, reconstruction, newest),
        share,
        direction);
  }
}
