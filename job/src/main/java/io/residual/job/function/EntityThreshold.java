package io.residual.job.function;

import io.residual.model.threshold.ThresholdState;

/**
 * What the job keeps for an entity. Part of savepoints: do not rename or retype.
 *
 * @param model that made the errors, see {@link ModelFingerprint}
 * @param state of its threshold
 * @param smoothed its smoothed error; NaN if it has had no error yet
 */
public record EntityThreshold(long model, ThresholdState state, double smoothed) {}
