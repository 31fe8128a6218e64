package io.residual.model.explain;

/** An attribution could not be finished; the message says why. */
final class UnfinishedException extends Exception {

  private static final long serialVersionUID = 1;

  UnfinishedException(String message) {
    super(message, null, false, false);
  }
}
