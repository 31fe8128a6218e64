package io.residual.model.drift;

/**
 * What a monitor knows.
 *
 * @param counts of the window that is open
 * @param drifted by series, whether news of it were told
 * @param later of windows of event time: by how many the records of later windows prevail over its
 *     own, of those that came lately; else 0
 */
@SuppressWarnings("ArrayRecordComponent") // never written to once made, never compared
public record DriftState(DriftCounts counts, boolean[] drifted, long later) {

  /** A window that no later one has followed. */
  public DriftState(DriftCounts counts, boolean[] drifted) {
    this(counts, drifted, 0);
  }
}
