package io.residual.trainer.evaluate.plant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The rarest value of a field of categories or booleans.
 *
 * @param field its name
 * @param number index of the field in the captured rows
 * @param value that few rows have
 */
record RareValue(String field, int number, Object value) {

  /** A value in more rows than this part is not rare. */
  private static final double RARE = 0.02;

  /** The rare values of the given fields, one a field; fields without any are left out. */
  static List<RareValue> of(CapturedRows rows, Set<String> names) {
    List<RareValue> rare = new ArrayList<>();
    for (int field = 0; field < rows.schema().fields().size(); field++) {
      String name = rows.schema().fields().get(field).name();
      if (names.contains(name)) {
        Object rarest = rarest(rows, field);
        if (rarest != null) {
          rare.add(new RareValue(name, field, rarest));
        }
      }
    }
    return rare;
  }

  private static Object rarest(CapturedRows rows, int field) {
    Map<Object, Integer> counts = new HashMap<>();
    for (int row = 0; row < rows.rows(); row++) {
      Object value = rows.value(row, field);
      if (value instanceof String || value instanceof Boolean) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    // The text decides between equals, so that the choice does not hang on the order of a map.
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() <= RARE * rows.rows())
        .min(
            Map.Entry.<Object, Integer>comparingByValue()
                .thenComparing(entry -> Objects.toString(entry.getKey())))
        .map(Map.Entry::getKey)
        .orElse(null);
  }
}
