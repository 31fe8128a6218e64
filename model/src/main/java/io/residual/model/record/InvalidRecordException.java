package io.residual.model.record;

/**
 * A record that cannot be scored, with the reason. Carries no stack trace: it is an everyday result
 * on a bad stream, raised at the rate of the stream, and the place in our code tells nothing.
 */
public final class InvalidRecordException extends Exception {

  private final RejectReason reason;

  /**
   * A refusal.
   *
   * @param message which field, what was found and what was expected
   */
  public InvalidRecordException(RejectReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** Why the record was refused. */
  public RejectReason reason() {
    return reason;
  }
}
