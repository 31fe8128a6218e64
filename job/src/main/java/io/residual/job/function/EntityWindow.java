package io.residual.job.function;

import io.residual.model.bundle.ModelFingerprint;
import io.residual.model.sequence.WindowState;

/**
 * What the job keeps for an entity to put its windows together. Part of savepoints: do not rename
 * or retype.
 *
 * @param encoder that made the rows, see {@link ModelFingerprint#ofEncoder}
 * @param state its last records
 */
public record EntityWindow(long encoder, WindowState state) {}
