package io.residual.trainer.backtest;

import io.residual.model.alert.Alert;
import java.io.IOException;

/** Takes the alerts of a backtest in the order of their records. */
@FunctionalInterface
public interface AlertSink {

  /** Takes none. */
  AlertSink NONE = (alert, json) -> {};

  /**
   * The next alert.
   *
   * @param json the message's value, in UTF-8
   */
  void alert(Alert alert, byte[] json) throws IOException;
}
