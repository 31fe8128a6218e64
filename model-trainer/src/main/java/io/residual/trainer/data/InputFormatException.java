package io.residual.trainer.data;

import java.io.IOException;

/** Input that cannot be read as rows at all; the message says what is wrong and what to do. */
public final class InputFormatException extends IOException {

  /** A refusal of the named input. */
  public InputFormatException(String input, String problem) {
    super(input + ": " + problem);
  }

  /** A refusal of the named input, with the underlying failure. */
  public InputFormatException(String input, String problem, Throwable cause) {
    super(input + ": " + problem, cause);
  }
}
