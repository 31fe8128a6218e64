package io.residual.job.message;

/**
 * What has become of a verdict, on its way to Kafka.
 *
 * @param id of the verdict, the message's key
 * @param json in UTF-8; null once it is retracted
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
public record FeedbackStatus(String id, byte[] json) {}
