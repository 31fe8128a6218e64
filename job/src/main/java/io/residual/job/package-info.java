/**
 * The Flink job: {@link io.residual.job.ResidualJob} for a cluster, {@link
 * io.residual.job.LocalJob} for this process.
 */
package io.residual.job;
