package io.residual.trainer.data;

import io.residual.model.record.FieldSpec;
import io.residual.model.record.RecordSchema;
import java.util.Locale;
import java.util.Optional;

/**
 * The column that says which rows are anomalies: those are kept out of training. A row is normal if
 * its label is absent, empty, a number equal to 0, {@code false}, {@code no} or {@code normal};
 * anything else marks an anomaly.
 *
 * @param column name of a CSV column or of a top-level JSON member
 */
public record AnomalyLabel(String column) {

  /**
   * Requires that the label is no feature: a model that sees the answer has nothing to learn.
   *
   * @throws IllegalArgumentException if the schema has a field of that name or place
   */
  public void requireNoFeature(RecordSchema schema) {
    for (FieldSpec field : schema.fields()) {
      if (field.name().equals(column) || field.pointer().equals(FieldSpec.pointerTo(column))) {
        throw new IllegalArgumentException(
            "the label '"
                + column
                + "' is also field '"
                + field.name()
                + "' of the schema; remove that field, or the model would learn from the answer");
      }
    }
  }

  /** Whether the row under the cursor is labelled an anomaly. */
  public boolean marks(RowCursor row) {
    Optional<String> cell = row.cell(column);
    return cell.isPresent() && isAnomaly(cell.get());
  }

  /** Whether a label text marks an anomaly. */
  public static boolean isAnomaly(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "", "false", "no", "normal" -> false;
      default -> !isZero(text.strip());
    };
  }

  private static boolean isZero(String text) {
    try {
      return Double.parseDouble(text) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
