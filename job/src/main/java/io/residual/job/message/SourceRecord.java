package io.residual.job.message;

import java.util.List;

/**
 * A record as Kafka holds it.
 *
 * @param key null if it has none
 * @param value null if it is a tombstone
 * @param headers in their order
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
public record SourceRecord(Origin origin, byte[] key, byte[] value, List<MessageHeader> headers) {

  /** A record without headers. */
  public SourceRecord(Origin origin, byte[] key, byte[] value) {
    this(origin, key, value, List.of());
  }
}
