package io.residual.trainer.evaluate.plant;

import io.residual.model.record.FieldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A number that can be changed: a numeric field or an element of a vector.
 *
 * @param field its name
 * @param number index of the field in the captured rows
 * @param element index in the vector; {@link Edit#WHOLE} for a numeric field
 * @param spread standard deviation over the captured rows; positive
 */
record NumericTarget(String field, int number, int element, double spread) {

  /** All numbers of the given fields that vary. */
  static List<NumericTarget> of(CapturedRows rows, Set<String> names) {
    List<NumericTarget> targets = new ArrayList<>();
    List<FieldSpec> fields = rows.schema().fields();
    for (int field = 0; field < fields.size(); field++) {
      if (names.contains(fields.get(field).name())) {
        add(rows, fields.get(field).name(), field, targets);
      }
    }
    return targets;
  }

  private static void add(CapturedRows rows, String name, int field, List<NumericTarget> targets) {
    Object example = null;
    for (int row = 0; row < rows.rows() && example == null; row++) {
      example = rows.value(row, field);
    }
    int first = example instanceof double[] ? 0 : Edit.WHOLE;
    int behind = example instanceof double[] vector ? vector.length : first + 1;
    if (!(example instanceof Double) && !(example instanceof double[])) {
      return;
    }
    for (int element = first; element < behind; element++) {
      double spread = spread(rows, field, element);
      if (spread > 0 && Double.isFinite(spread)) {
        targets.add(new NumericTarget(name, field, element, spread));
      }
    }
  }

  /** Standard deviation, in one pass (Welford, Technometrics 4, 1962). */
  private static double spread(CapturedRows rows, int field, int element) {
    double mean = 0;
    double squares = 0;
    int count = 0;
    for (int row = 0; row < rows.rows(); row++) {
      Double value = value(rows, row, field, element);
      if (value != null) {
        count++;
        double difference = value - mean;
        mean += difference / count;
        squares += difference * (value - mean);
      }
    }
    return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
  }

  /** The number in a row; null if it is missing. */
  Double value(CapturedRows rows, int row) {
    return value(rows, row, number, element);
  }

  private static Double value(CapturedRows rows, int row, int field, int element) {
    Object value = rows.value(row, field);
    if (value instanceof double[] vector) {
      return vector[element];
    }
    return (Double) value;
  }

  Edit to(double value) {
    return new Edit(field, element, value);
  }
}
