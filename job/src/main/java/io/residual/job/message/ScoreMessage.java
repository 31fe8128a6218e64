package io.residual.job.message;

/**
 * The score of one record on its way to Kafka.
 *
 * @param id of the record
 * @param error reconstruction error; not finite if the model is broken
 * @param threshold that the error was compared with
 */
public record ScoreMessage(
    String id, String entity, long eventTimeMillis, double error, double threshold) {}
