package io.residual.model.drift;

/**
 * What a monitor knows.
 *
 * @param counts of the window that is open
 * @param drifted by series, whether news of it were told
 */
@SuppressWarnings("ArrayRecordComponent") // never written to once made, never compared
public record DriftState(DriftCounts counts, boolean[] drifted) {}
