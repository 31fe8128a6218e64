package io.residual.model.profile;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.FieldEncoding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The values of one field in many encoded rows, missing ones left out.
 *
 * @param numbers of a numeric field or vector; empty otherwise
 * @param counts of a field that is none, by the value's text
 * @param counted rows with a value
 * @param missing share of the rows without one
 */
@SuppressWarnings("ArrayRecordComponent") // handed on within the package, never compared
record FieldValues(double[] numbers, Map<String, Integer> counts, int counted, double missing) {

  static FieldValues of(FeatureEncoder encoder, int field, float[] rows, int count) {
    FieldEncoding encoding = encoder.fields().get(field);
    DoubleStream.Builder numbers = DoubleStream.builder();
    Map<String, Integer> counts = new HashMap<>();
    int counted = 0;
    for (int row = 0; row < count; row++) {
      int start = row * encoder.featureCount();
      int last = start + encoder.offset(field) + encoder.width(field) - 1;
      if (encoding.indicator() && rows[last] > 0.5f) {
        continue;
      }
      counted++;
      Object value = encoder.decode(field, rows, start);
      if (value instanceof Number number) {
        numbers.add(number.doubleValue());
      } else if (value instanceof List<?> elements) {
        numbers.add(mean(elements));
      } else {
        counts.merge(value == null ? DataProfile.OTHER : value.toString(), 1, Integer::sum);
      }
    }
    return new FieldValues(
        numbers.build().toArray(), counts, counted, count == 0 ? 0 : 1 - (double) counted / count);
  }

  private static double mean(List<?> elements) {
    return elements.stream()
        .mapToDouble(element -> element instanceof Number number ? number.doubleValue() : 0)
        .average()
        .orElse(0);
  }
}
