/**
 * The operators of the job, each an adapter between Flink and one part of the model.
 *
 * <p>In the order of the data: {@link io.residual.job.function.DecodeFunction}, {@link
 * io.residual.job.function.MicroBatchOperator}, {@link io.residual.job.function.ScoreFunction},
 * {@link io.residual.job.function.UnbatchFunction}, {@link
 * io.residual.job.function.ThresholdFunction}.
 */
package io.residual.job.function;
