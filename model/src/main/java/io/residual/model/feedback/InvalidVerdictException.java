package io.residual.model.feedback;

import java.util.Locale;

/** A message that is no verdict, or one that nobody can obey. */
public final class InvalidVerdictException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What is wrong, by kind. */
  public enum Reason {
    /** Larger than {@link VerdictJson#MAX_BYTES}. */
    TOO_LARGE,
    /** No JSON. */
    NOT_JSON,
    /** JSON, but no object. */
    NOT_AN_OBJECT,
    /** An object that is no verdict. */
    BAD_VERDICT,
    /** It names a field that the model does not have. */
    UNKNOWN_FIELD,
    /** It judges an alert that nobody remembers. */
    UNKNOWN_ALERT;

    /** As written in dead letters and metrics, such as {@code bad-verdict}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A failure of the given kind. */
  public InvalidVerdictException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What is wrong, by kind. */
  public Reason reason() {
    return reason;
  }
}
