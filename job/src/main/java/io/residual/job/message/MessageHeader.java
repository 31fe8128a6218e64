package io.residual.job.message;

/**
 * A header of a record as Kafka holds it. A record may have several of one name.
 *
 * @param value null if the header has none
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
public record MessageHeader(String name, byte[] value) {}
