package io.residual.model.alert;

/**
 * A record as an alert shows it, with what the network made of it.
 *
 * @param source where it is in Kafka
 * @param eventTimeMillis when it says it happened, else Kafka's timestamp
 * @param entity what it is about
 * @param json as received; valid JSON
 * @param row the network's row: encoded, {@code [features]}, or the window that ends with the
 *     record, {@code [length][features]}
 * @param reconstruction of the row, likewise
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
public record AlertedRecord(
    Alert.Source source,
    long eventTimeMillis,
    String entity,
    byte[] json,
    float[] row,
    float[] reconstruction) {}
