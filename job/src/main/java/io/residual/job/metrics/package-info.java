/**
 * The job's metrics, in Flink's metric system, one class an operator. All lie in the group {@code
 * residual} of their operator; {@code docs/metrics.md} lists them with their labels and units.
 *
 * <p>Of each attempt to run the job, with nothing in flight, {@code recordsIn = recordsScored +
 * recordsLate + deadLetters}. Counters start again from zero when a job restarts, and records that
 * are read again are counted again.
 */
package io.residual.job.metrics;
