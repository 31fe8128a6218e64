package io.residual.model.record;

/** What happens to a record in which a field is absent or null. */
public enum MissingRule {
  /** The record is refused: {@link RejectReason#MISSING_FIELD}. The default. */
  REJECT,
  /** The field takes its typical value, so that it neither raises nor hides an alert. */
  TYPICAL,
  /** As TYPICAL, and one more feature says that it was missing, so that absence can be odd. */
  INDICATOR
}
