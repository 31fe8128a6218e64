package io.residual.job.message;

/**
 * What one subtask has to tell about a verdict.
 *
 * @param verdict its id
 * @param what has happened
 * @param subtasks how many there are that answer a verdict
 * @param revision offset of the verdict's message: answers to an older one do not count; -1 if
 *     nothing is answered
 * @param entity of the record; null if there is none
 * @param eventTimeMillis of the record; 0 if there is none
 * @param error of the record; NaN if there is none
 * @param fields to blame for it, see {@link io.residual.model.feedback.Blame}; 0 if there is none
 * @param message that nobody knows what to do with; null if somebody does
 */
public record FeedbackEvent(
    String verdict,
    What what,
    int subtasks,
    long revision,
    String entity,
    long eventTimeMillis,
    double error,
    long fields,
    SourceRecord message) {

  /** What has happened. */
  public enum What {
    /** The verdict is in force: it says by itself what it is about. */
    ACCEPTED,
    /** It is in force: the subtask remembers the alert. */
    FOUND,
    /** The subtask does not remember the alert; perhaps another does. */
    NOT_FOUND,
    /** It was taken back. */
    RETRACTED,
    /** There are too many, and it was the oldest. */
    FORGOTTEN,
    /** It has kept the record from raising an alert. */
    SUPPRESSED
  }

  /** About a verdict and no record. */
  public static FeedbackEvent of(
      String verdict, What what, int subtasks, long revision, SourceRecord message) {
    return new FeedbackEvent(verdict, what, subtasks, revision, null, 0, Double.NaN, 0, message);
  }
}
