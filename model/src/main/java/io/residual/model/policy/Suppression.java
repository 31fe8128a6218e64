package io.residual.model.policy;

import java.util.Locale;

/** Why a record above its threshold raises no alert. */
public enum Suppression {
  /** It belongs to an incident that was alerted, and is not much worse. */
  COOL_DOWN,
  /** Its event time lies far before the open incident of its entity. */
  LATE,
  /** Without fields whose deviation is too small to matter, it is below the threshold. */
  NOISE_FLOOR,
  /** Without fields that deviate the way that does not matter, it is below the threshold. */
  DIRECTION,
  /** It is less severe than asked for. */
  SEVERITY,
  /** It happened in a quiet time. */
  QUIET_TIME,
  /** Somebody has said that such records are no news; see {@link Excuses}. */
  FEEDBACK;

  /** Whether the record belongs to an incident that people know of, rather than to none. */
  public boolean inIncident() {
    return this == COOL_DOWN || this == LATE;
  }

  /** The reason as written in metrics, such as {@code cool-down}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
