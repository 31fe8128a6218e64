package io.residual.trainer.evaluate;

import io.residual.model.record.RecordContext;

/**
 * A row, what the model made of it, and what the job would have done.
 *
 * @param index of the row in its pass, those that cannot be read included
 * @param place of the row in its input, such as {@code line 17}
 * @param anomalous whether its label says so; false without labels
 * @param context its entity and event time
 * @param features encoded rows, this one's from {@code start} on, of a window the oldest record
 *     first; only valid while it is handed over, and not to be written to
 * @param reconstructions likewise
 * @param start index of the row's first feature in both
 * @param width how many features the row has in both
 * @param error not finite only if the model is broken
 * @param threshold of its entity at that moment
 * @param flagged whether the row raises an alert or belongs to an incident that has raised one; not
 *     if the policy takes it for noise
 * @param raised whether the job would raise an alert, by the bundle's policy
 */
@SuppressWarnings("ArrayRecordComponent") // buffers that are handed over, never compared
public record ScoredRow(
    int index,
    String place,
    boolean anomalous,
    RecordContext context,
    float[] features,
    float[] reconstructions,
    int start,
    int width,
    double error,
    double threshold,
    boolean flagged,
    boolean raised) {

  /** Takes rows in their order. */
  @FunctionalInterface
  public interface Visitor {
    /** The next row. */
    void row(ScoredRow row);
  }
}
