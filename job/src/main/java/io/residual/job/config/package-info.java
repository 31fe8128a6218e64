/**
 * The job's options: declared once in {@link io.residual.job.config.JobOptions}, read once into an
 * immutable {@link io.residual.job.config.JobConfig}, every fault reported at once.
 */
package io.residual.job.config;
