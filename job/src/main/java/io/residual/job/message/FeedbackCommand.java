package io.residual.job.message;

/**
 * A verdict on its way to all subtasks that decide.
 *
 * @param id of the verdict
 * @param json the verdict, complete with when it was given; null to retract it
 * @param message that said so
 */
public record FeedbackCommand(String id, String json, SourceRecord message) {}
