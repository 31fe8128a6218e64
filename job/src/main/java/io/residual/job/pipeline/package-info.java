/**
 * The wiring: {@link io.residual.job.pipeline.AnomalyPipeline} joins the operators, between any
 * source and any sinks.
 */
package io.residual.job.pipeline;
