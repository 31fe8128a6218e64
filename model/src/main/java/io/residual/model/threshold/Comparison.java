package io.residual.model.threshold;

/**
 * What a rolling threshold says about one error.
 *
 * @param threshold that the error met; finite and positive
 * @param next the state to keep in place of the one that was handed in
 */
public record Comparison(double threshold, ThresholdState next) {}
