package io.residual.model.sequence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How many records of an entity a model looks at together. The network's row is the encoded rows of
 * the last {@code length} records one after the other, the oldest first.
 *
 * @param length 1 judges every record by itself; {@link #AUTO} is still to be chosen
 * @param maxGapMillis a record whose event time is further than this from that of its entity's
 *     record before it begins a new window; null to let windows reach across any gap
 * @param smoothing over about how many of an entity's records errors are averaged, see {@link
 *     ErrorSmoothing}; null if each record's error stands alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SequenceWindow(int length, Long maxGapMillis, Integer smoothing) {

  /** Every record by itself. */
  public static final SequenceWindow SINGLE = new SequenceWindow(1);

  /** A length that the training rows decide on; only in pipeline files, never in a bundle. */
  public static final int AUTO = 0;

  /** Long enough to tell a fault from a burst of noise, short enough to tell it at once. */
  public static final int DEFAULT_SMOOTHING = 10;

  /** Longer windows make rows that no dense network of a sensible size can read. */
  public static final int MAX_LENGTH = 1024;

  /** Smoothing over more records than this tells of nothing in time. */
  public static final int MAX_SMOOTHING = 1000;

  /** Checks the ranges. */
  public SequenceWindow {
    if (length < 0 || length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a window has 1 to " + MAX_LENGTH + " records, not " + length);
    }
    if (maxGapMillis != null && (maxGapMillis < 1 || length == 1)) {
      throw new IllegalArgumentException(
          "a gap of "
              + maxGapMillis
              + " ms; it must be at least 1, in windows of 2 records or more");
    }
    if (smoothing != null && (smoothing < 2 || smoothing > MAX_SMOOTHING || length == 1)) {
      throw new IllegalArgumentException(
          "smoothing over "
              + smoothing
              + " records; it must be from 2 to "
              + MAX_SMOOTHING
              + ", in windows of 2 records or more");
    }
  }

  /** A window whose errors stand alone. */
  public SequenceWindow(int length, Long maxGapMillis) {
    this(length, maxGapMillis, null);
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

  /** Whether the length is still to be chosen from training rows. */
  @JsonIgnore
  public boolean auto() {
    return length == AUTO;
  }

  /** The same window with a length that was chosen; without gap and smoothing if it is 1. */
  public SequenceWindow withLength(int chosen) {
    return chosen == 1 ? SINGLE : new SequenceWindow(chosen, maxGapMillis, smoothing);
  }

  /**
   * The same window for entities that are forgotten when they are idle: it reaches across no longer
   * gap.
   *
   * @param idleMillis at least 1; null for entities that are never forgotten
   */
  public SequenceWindow forgetting(Long idleMillis) {
    if (single() || idleMillis == null || (maxGapMillis != null && maxGapMillis <= idleMillis)) {
      return this;
    }
    return new SequenceWindow(length, idleMillis, smoothing);
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
