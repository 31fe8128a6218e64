/**
 * The pipeline file: what a user declares about records, training and thresholds.
 *
 * <p>{@link io.residual.model.config.PipelineFile} reads it into a {@link
 * io.residual.model.config.PipelineConfig}, or refuses it with every fault at once.
 */
package io.residual.model.config;
