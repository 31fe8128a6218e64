package io.residual.job.message;

/**
 * A record that could not be scored.
 *
 * @param key as received; null if it has none
 * @param value as received; null if it is a tombstone
 * @param reason code, such as {@code missing-field}
 * @param message what exactly is wrong
 * @param stage where in the job it was refused
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
public record DeadLetter(
    Origin origin, byte[] key, byte[] value, String reason, String message, String stage) {}
