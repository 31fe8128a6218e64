package io.residual.job.message;

/**
 * The score of one record on its way to Kafka.
 *
 * @param id of the record
 * @param error reconstruction error; not finite if the model is broken
 * @param threshold that the error was compared with
 * @param outcome {@link #NORMAL}, {@link #ALERT}, or why the record raises none: a code of {@link
 *     io.residual.model.policy.Suppression}
 * @param incident that the record belongs to; null if to none
 */
public record ScoreMessage(
    String id,
    String entity,
    long eventTimeMillis,
    double error,
    double threshold,
    String outcome,
    String incident) {

  /** The outcome of a record that is not above its threshold. */
  public static final String NORMAL = "normal";

  /** The outcome of a record that raises an alert. */
  public static final String ALERT = "alert";
}
