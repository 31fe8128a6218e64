package io.residual.trainer.evaluate.metric;

/**
 * A figure and where it lies.
 *
 * @param value NaN if it is not defined
 * @param interval around it
 */
public record Figure(double value, Interval interval) {}
