package io.residual.job.function;

import io.residual.model.drift.TimedDriftMonitor;
import java.io.Serializable;

/**
 * Whether drift is measured, and over what.
 *
 * @param records that a window has at least; 0 for windows of event time, or if drift is not
 *     measured
 * @param millis event time that a window of records spans at least; 0 for any
 * @param lengthMillis of windows of event time, each beginning at a multiple of it; 0 for windows
 *     of records
 */
public record DriftWindow(long records, long millis, long lengthMillis) implements Serializable {

  /** Drift is not measured. */
  public static final DriftWindow OFF = new DriftWindow(0, 0, 0);

  /** Messages of each subtask in a window, about: few, and yet windows end where they should. */
  private static final int PARTS = 8;

  /** Parts of a window of event time, about, until each is {@link #MOST} records. */
  private static final int TIMED_PARTS = 16;

  private static final int MOST = 1000;

  /** Windows of so many records and so much event time. */
  public static DriftWindow ofRecords(long records, long millis) {
    return new DriftWindow(records, millis, 0);
  }

  /** Windows of event time. */
  public static DriftWindow ofTime(long lengthMillis) {
    return new DriftWindow(0, 0, lengthMillis);
  }

  /** Whether drift is measured. */
  public boolean on() {
    return records > 0 || timed();
  }

  /** Whether windows are of event time. */
  boolean timed() {
    return lengthMillis > 0;
  }

  /** The window that a time is in; always the same if windows are not of event time. */
  long of(long eventTimeMillis) {
    return timed() ? Math.floorDiv(eventTimeMillis, lengthMillis) : 0;
  }

  /**
   * How many records of a window a subtask counts before it hands the counts on.
   *
   * @param handedOn how many of it it has already handed on: of how many come in a time nothing is
   *     known, so parts grow with what has come; by a sixteenth, which is also the share of a
   *     window by which later records must prevail over its own to end it
   */
  long part(int parallelism, long handedOn) {
    return timed()
        ? Math.min(MOST, Math.max(TimedDriftMonitor.LEAST, handedOn / TIMED_PARTS))
        : Math.max(1, records / ((long) PARTS * parallelism));
  }
}
