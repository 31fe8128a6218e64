package io.residual.model.config;

import io.residual.model.record.RecordSchema;
import io.residual.model.threshold.ThresholdSettings;

/**
 * A pipeline file's content.
 *
 * @param name of the model
 * @param schema of the records
 * @param training how the network is trained
 * @param threshold settings that the job uses unless told otherwise
 */
public record PipelineConfig(
    String name, RecordSchema schema, TrainingSettings training, ThresholdSettings threshold) {}
