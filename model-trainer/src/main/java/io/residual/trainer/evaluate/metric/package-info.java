/**
 * How good scores and alerts are, given labels: plain functions of arrays, with the source of every
 * formula. {@link io.residual.trainer.evaluate.metric.NabScore} scores labelled windows as the
 * Numenta Anomaly Benchmark does.
 */
package io.residual.trainer.evaluate.metric;
