package io.residual.model.sequence;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How many records of an entity a model looks at together. The network's row is the encoded rows of
 * the last {@code length} records one after the other, the oldest first.
 *
 * @param length at least 1; 1 judges every record by itself
 */
public record SequenceWindow(int length) {

  /** Every record by itself. */
  public static final SequenceWindow SINGLE = new SequenceWindow(1);

  /** Longer windows make rows that no dense network of a sensible size can read. */
  public static final int MAX_LENGTH = 1024;

  /** Checks the length. */
  public SequenceWindow {
    if (length < 1 || length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a window has 1 to " + MAX_LENGTH + " records, not " + length);
    }
  }

  /** Whether every record is judged by itself. */
  @JsonIgnore
  public boolean single() {
    return length == 1;
  }
}
