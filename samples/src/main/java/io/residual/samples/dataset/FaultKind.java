package io.residual.samples.dataset;

import java.util.Locale;

/** The ways in which a sensor of the simulated machines fails. */
public enum FaultKind {
  /** One to three records with a value far off. */
  SPIKE,
  /** A constant offset for a while, as of a slipped mounting. */
  LEVEL_SHIFT,
  /** An offset that grows steadily, as of a fouled probe. */
  DRIFT,
  /** The value freezes while the machine goes on. */
  STUCK_SENSOR,
  /**
   * A sensor follows a load that is not the machine's. Every single value stays within the range
   * seen in training: only the combination is wrong, so no limit on one field can find it.
   */
  BROKEN_CORRELATION;

  /** The name in record headers and reports, such as {@code level-shift}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
