package io.residual.job.message;

/**
 * A record that could be read.
 *
 * @param entity what it is about
 * @param eventTimeMillis when it says it happened; Kafka's timestamp if the schema has no event
 *     time
 * @param json as received
 * @param features encoded, {@code [features]}; behind the window function, where there is one, the
 *     window that ends with the record, {@code [length][features]}
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
public record EncodedRecord(
    Origin origin, String entity, long eventTimeMillis, byte[] json, float[] features) {}
