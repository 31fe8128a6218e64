package io.residual.model.explain;

import io.residual.model.encode.FieldEncoding;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.record.FieldSpec;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Turns contributions of fields into words and values that a person understands. In a window,
 * value, expected value and direction are those of the newest record: the one that raised the
 * alert. Thread safe.
 */
final class FieldAccount {

  private final List<FieldSpec> fields;
  private final FieldLayout layout;

  FieldAccount(List<FieldSpec> fields, FieldLayout layout) {
    this.fields = List.copyOf(fields);
    this.layout = layout;
  }

  /** The largest contributions, largest first; see {@link Explainer#explain}. */
  List<FieldContribution> largest(
      double[] contributions,
      float[] row,
      float[] reconstruction,
      Function<FieldSpec, Object> values,
      int limit) {
    double positive = Arrays.stream(contributions).filter(part -> part > 0).sum();
    return IntStream.range(0, contributions.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> contributions[i]).reversed())
        .limit(limit)
        .map(
            i ->
                new FieldContribution(
                    fields.get(i).name(),
                    values.apply(fields.get(i)),
                    expected(i, reconstruction),
                    positive > 0 ? Math.max(0, contributions[i]) / positive : 0,
                    contributions[i],
                    direction(i, row, reconstruction)))
        .toList();
  }

  private Object expected(int field, float[] reconstruction) {
    int at = layout.newest() + layout.encoder().offset(field);
    return layout.encoder().fields().get(field).expected(reconstruction, at);
  }

  private String direction(int field, float[] row, float[] reconstruction) {
    int at = layout.newest() + layout.encoder().offset(field);
    FieldEncoding encoding = layout.encoder().fields().get(field);
    if (encoding.indicator() && row[at + encoding.width() - 1] > 0.5f) {
      return FieldContribution.MISSING;
    }
    if (encoding instanceof NumericEncoding) {
      return row[at] >= reconstruction[at] ? FieldContribution.HIGH : FieldContribution.LOW;
    }
    return FieldContribution.UNEXPECTED;
  }
}
