package io.residual.trainer.data;

import static io.residual.model.record.RejectReason.MISSING_FIELD;
import static io.residual.model.record.RejectReason.WRONG_TYPE;

import io.residual.model.record.RejectReason;
import java.util.Locale;

/**
 * Rows that cannot be read for the same reason.
 *
 * @param field name of the field at fault; empty if it is the row as a whole
 * @param reason why they cannot be read
 * @param rows how many there are
 * @param example the first of them: input, line and message
 */
public record BadRowKind(String field, RejectReason reason, long rows, String example) {

  /** One line for a person, with what to do. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%s%,d %s (%s), the first: %s; %s",
        field.isEmpty() ? "" : "field '" + field + "': ",
        rows,
        rows == 1 ? "row" : "rows",
        reason.code(),
        example,
        remedy());
  }

  private String remedy() {
    if (field.isEmpty() && (reason == MISSING_FIELD || reason == WRONG_TYPE)) {
      return "mend these rows, or correct where the pipeline file says it is";
    }
    return switch (reason) {
      case WRONG_TYPE ->
          "declare it as what it holds (numeric, categorical, text, …), or mend the rows";
      case MISSING_FIELD -> "if that is normal, set missing: indicator or typical";
      case NOT_FINITE -> "leave such cells empty and set missing: indicator or typical";
      case BAD_TIMESTAMP -> "set the format in which times are written";
      case WRONG_LENGTH -> "every row needs the same number of cells, every vector its length";
      default -> "mend these rows";
    };
  }
}
