package io.residual.model.sequence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How many records of an entity a model looks at together. The network's row is the encoded rows of
 * the last {@code length} records one after the other, the oldest first.
 *
 * @param length at least 1; 1 judges every record by itself
 * @param maxGapMillis a record whose event time is further than this from that of its entity's
 *     record before it begins a new window; null to let windows reach across any gap
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SequenceWindow(int length, Long maxGapMillis) {

  /** Every record by itself. */
  public static final SequenceWindow SINGLE = new SequenceWindow(1);

  /** Longer windows make rows that no dense network of a sensible size can read. */
  public static final int MAX_LENGTH = 1024;

  /** Checks the ranges. */
  public SequenceWindow {
    if (length < 1 || length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a window has 1 to " + MAX_LENGTH + " records, not " + length);
    }
    if (maxGapMillis != null && (maxGapMillis < 1 || length == 1)) {
      throw new IllegalArgumentException(
          "a gap of "
              + maxGapMillis
              + " ms; it must be at least 1, in windows of 2 records or more");
    }
  }

  /** A window that reaches across any gap. */
  public SequenceWindow(int length) {
    this(length, null);
  }

  /** Whether every record is judged by itself. */
  @JsonIgnore
  public boolean single() {
    return length == 1;
  }

  /**
   * Whether a record begins a new window, because it is too far in time from the one before it.
   * Backwards as well as forwards: a clock that was set back must not keep an entity from ever
   * having a window again.
   *
   * @param previousMillis event time of the record of the same entity that came before it
   * @param millis event time of the record
   */
  public boolean beginsAnew(long previousMillis, long millis) {
    // As double: the difference of two far-off times does not overflow.
    return maxGapMillis != null && Math.abs((double) millis - previousMillis) > maxGapMillis;
  }
}
