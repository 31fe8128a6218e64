package io.residual.job.message;

/**
 * A record as Kafka holds it.
 *
 * @param key null if it has none
 * @param value null if it is a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
public record SourceRecord(Origin origin, byte[] key, byte[] value) {}
