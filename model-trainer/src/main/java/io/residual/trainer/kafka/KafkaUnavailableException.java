package io.residual.trainer.kafka;

/** No broker answered, or it does not have what was asked for. The message says what to check. */
public final class KafkaUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public KafkaUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public KafkaUnavailableException(String message) {
    super(message);
  }
}
