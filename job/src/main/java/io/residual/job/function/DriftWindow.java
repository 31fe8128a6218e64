package io.residual.job.function;

import java.io.Serializable;

/**
 * Whether drift is measured, and over what.
 *
 * @param records that a window has at least; 0 if drift is not measured
 * @param millis event time that a window spans at least; 0 for any
 */
public record DriftWindow(long records, long millis) implements Serializable {

  /** Drift is not measured. */
  public static final DriftWindow OFF = new DriftWindow(0, 0);

  /** Messages of each subtask in a window, about: few, and yet windows end where they should. */
  private static final int PARTS = 8;

  /** Whether drift is measured. */
  public boolean on() {
    return records > 0;
  }

  /** How many records a subtask counts before it hands the counts on. */
  long part(int parallelism) {
    return Math.max(1, records / ((long) PARTS * parallelism));
  }
}
