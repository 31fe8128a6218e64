package io.residual.model.config;

import io.residual.model.explain.ExplanationSettings;
import io.residual.model.policy.AlertSettings;
import io.residual.model.record.RecordSchema;
import io.residual.model.sequence.SequenceWindow;
import io.residual.model.threshold.ThresholdSettings;

/**
 * A pipeline file's content.
 *
 * @param name of the model
 * @param schema of the records
 * @param window how many records of an entity the model looks at together
 * @param training how the network is trained
 * @param threshold settings that the job uses unless told otherwise
 * @param alerts likewise, which records above the threshold raise an alert
 * @param explanation likewise, how alerts are explained
 */
public record PipelineConfig(
    String name,
    RecordSchema schema,
    SequenceWindow window,
    TrainingSettings training,
    ThresholdSettings threshold,
    AlertSettings alerts,
    ExplanationSettings explanation) {

  /** The same with another window. */
  public PipelineConfig withWindow(SequenceWindow other) {
    return new PipelineConfig(name, schema, other, training, threshold, alerts, explanation);
  }
}
