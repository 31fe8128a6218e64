package io.residual.job.message;

import java.util.List;

/**
 * A record that could not be scored.
 *
 * @param key as received; null if it has none
 * @param value as received; null if it is a tombstone
 * @param headers as received
 * @param reason code, such as {@code missing-field}
 * @param message what exactly is wrong
 * @param stage where in the job it was refused
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
public record DeadLetter(
    Origin origin,
    byte[] key,
    byte[] value,
    List<MessageHeader> headers,
    String reason,
    String message,
    String stage) {

  /** A record that is refused. */
  public static DeadLetter of(SourceRecord record, String reason, String message, String stage) {
    return new DeadLetter(
        record.origin(), record.key(), record.value(), record.headers(), reason, message, stage);
  }
}
