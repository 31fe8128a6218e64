package io.residual.model.encode;

/**
 * Something about a field that the training rows show and whoever declared the field should know.
 *
 * @param kind what was found
 * @param field name of the field
 * @param detail for a person, such as {@code is 7 in every row}
 */
public record ColumnFinding(Kind kind, String field, String detail) {

  /** What was found. */
  public enum Kind {
    /** Absent in every training row. */
    EMPTY,
    /** The same value in every training row, so that nothing can be learnt. */
    CONSTANT,
    /** A vector of which some elements never change. */
    CONSTANT_ELEMENTS,
    /** Equal to another field in every training row, or a straight line of it. */
    DUPLICATE,
    /** Looks like the answer that the model is to find by itself. */
    LABEL
  }

  @Override
  public String toString() {
    return field + " " + detail;
  }
}
