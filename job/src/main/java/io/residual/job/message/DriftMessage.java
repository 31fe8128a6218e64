package io.residual.job.message;

/**
 * News of drift on their way to Kafka.
 *
 * @param id of the window and model
 * @param kind {@code retraining-due} or {@code drift-over}
 * @param model name of the model: the message key
 * @param json the event in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
public record DriftMessage(
    String id, String kind, String model, long eventTimeMillis, byte[] json) {}
