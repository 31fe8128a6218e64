package io.residual.trainer.data;

import java.io.IOException;

/** Input of which more rows cannot be read than allowed; the message shows the first ones. */
public final class TooManyBadRowsException extends IOException {

  TooManyBadRowsException(String message) {
    super(message);
  }
}
