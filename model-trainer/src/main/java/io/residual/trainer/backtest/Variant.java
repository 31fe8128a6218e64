package io.residual.trainer.backtest;

import io.residual.model.threshold.ThresholdSettings;

/**
 * One setting of the detector.
 *
 * @param name what it has other than the bundle, for people, such as {@code threshold.risk=1e-5};
 *     empty if nothing
 * @param threshold settings of the threshold
 */
public record Variant(String name, ThresholdSettings threshold) {}
