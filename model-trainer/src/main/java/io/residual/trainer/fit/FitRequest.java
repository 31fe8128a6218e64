package io.residual.trainer.fit;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineConfig;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.RowSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to make a bundle from.
 *
 * @param pipeline the pipeline file's content
 * @param inputs rows, one source after the other; the caller closes them
 * @param label column of the labels; empty if all rows count as normal
 * @param modelVersion version of the model; empty to derive it from its content
 * @param maxBadRows how many of the rows may be unreadable; from 0 to 1
 * @param createdAt written into the bundle
 * @param from a model to train further; empty to begin with random weights
 * @param checkpoints where to keep the state of the fit; empty to keep it nowhere
 * @param labelUses what labelled anomalies may decide
 */
public record FitRequest(
    PipelineConfig pipeline,
    List<RowSource> inputs,
    Optional<AnomalyLabel> label,
    Optional<String> modelVersion,
    double maxBadRows,
    Instant createdAt,
    Optional<ModelBundle> from,
    Optional<CheckpointFolder> checkpoints,
    Set<LabelUse> labelUses) {

  /** One row in twenty: beyond, the schema is wrong rather than the rows. */
  public static final double DEFAULT_MAX_BAD_ROWS = 0.05;

  /** Checks that there is an input. */
  public FitRequest {
    inputs = List.copyOf(inputs);
    labelUses = Set.copyOf(labelUses);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("there is no input; give at least one file of rows");
    }
    if (!(maxBadRows >= 0 && maxBadRows <= 1)) {
      throw new IllegalArgumentException(
          "maxBadRows is " + maxBadRows + "; it must be from 0 to 1");
    }
  }

  /** A request that begins with random weights and keeps no checkpoints. */
  public FitRequest(
      PipelineConfig pipeline,
      List<RowSource> inputs,
      Optional<AnomalyLabel> label,
      Optional<String> modelVersion,
      double maxBadRows,
      Instant createdAt) {
    this(
        pipeline,
        inputs,
        label,
        modelVersion,
        maxBadRows,
        createdAt,
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  /** The same request, with labelled anomalies that decide something. */
  public FitRequest choosingByLabels(Set<LabelUse> uses) {
    return new FitRequest(
        pipeline, inputs, label, modelVersion, maxBadRows, createdAt, from, checkpoints, uses);
  }

  /** The same request, training a model further. */
  public FitRequest from(ModelBundle bundle) {
    return new FitRequest(
        pipeline,
        inputs,
        label,
        modelVersion,
        maxBadRows,
        createdAt,
        Optional.of(bundle),
        checkpoints,
        labelUses);
  }

  /** The same request, continued from the folder's checkpoints if there are any, and kept there. */
  public FitRequest withCheckpoints(CheckpointFolder folder) {
    return new FitRequest(
        pipeline,
        inputs,
        label,
        modelVersion,
        maxBadRows,
        createdAt,
        from,
        Optional.of(folder),
        labelUses);
  }

  /** A request with defaults: all rows normal, version from the content, now. */
  public static FitRequest of(PipelineConfig pipeline, List<RowSource> inputs) {
    return new FitRequest(
        pipeline, inputs, Optional.empty(), Optional.empty(), DEFAULT_MAX_BAD_ROWS, Instant.now());
  }

  /** The same request with another pipeline file's content. */
  FitRequest withPipeline(PipelineConfig other) {
    return new FitRequest(other, inputs, label, modelVersion, maxBadRows, createdAt);
  }

  /** The same request with a column of labels. */
  public FitRequest withLabel(String column) {
    return new FitRequest(
        pipeline,
        inputs,
        Optional.of(new AnomalyLabel(column)),
        modelVersion,
        maxBadRows,
        createdAt,
        from,
        checkpoints,
        labelUses);
  }

  /** The same request with a given version of the model. */
  public FitRequest withModelVersion(String version) {
    return new FitRequest(
        pipeline,
        inputs,
        label,
        Optional.of(version),
        maxBadRows,
        createdAt,
        from,
        checkpoints,
        labelUses);
  }

  /** The same request with a given tolerance for unreadable rows, from 0 to 1. */
  public FitRequest withMaxBadRows(double fraction) {
    return new FitRequest(
        pipeline, inputs, label, modelVersion, fraction, createdAt, from, checkpoints, labelUses);
  }
}
