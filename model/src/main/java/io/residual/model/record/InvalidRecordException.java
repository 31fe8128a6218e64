package io.residual.model.record;

import java.util.Optional;

/**
 * A record that cannot be scored, with the reason. Carries no stack trace: it is an everyday result
 * on a bad stream, raised at the rate of the stream, and the place in our code tells nothing.
 */
public final class InvalidRecordException extends Exception {

  private final RejectReason reason;
  private final String field;

  /**
   * A refusal.
   *
   * @param message which field, what was found and what was expected
   */
  public InvalidRecordException(RejectReason reason, String message) {
    this(reason, null, message);
  }

  /**
   * A refusal because of one field.
   *
   * @param field name of the field; null if it is about the record as a whole
   * @param message which field, what was found and what was expected
   */
  public InvalidRecordException(RejectReason reason, String field, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.field = field;
  }

  /** Why the record was refused. */
  public RejectReason reason() {
    return reason;
  }

  /** Name of the field at fault; empty if it is about the record as a whole. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }
}
