package io.residual.job.pipeline;

import io.residual.job.config.JobConfig;
import io.residual.job.function.DetectionOverrides;
import io.residual.job.function.DriftWindow;
import io.residual.job.function.ExplanationChoice;
import java.time.Duration;

/**
 * What the operators need to know besides the bundle.
 *
 * @param runtime name of the scoring runtime
 * @param batchSize records a batch, at most
 * @param linger how long a record may wait for others
 * @param detection settings in place of the bundle's
 * @param explanation likewise, how alerts are explained
 * @param drift over which windows drift is measured, if it is
 * @param maxRecordBytes larger records are refused
 * @param maxMessageBytes larger alerts leave out their record
 * @param scores whether to emit the score of every record
 * @param namedEntities how many entities get a metric of their own in each subtask
 */
public record PipelineSettings(
    String runtime,
    int batchSize,
    Duration linger,
    DetectionOverrides detection,
    ExplanationChoice explanation,
    DriftWindow drift,
    int maxRecordBytes,
    int maxMessageBytes,
    boolean scores,
    int namedEntities) {

  /** The settings that the configuration gives. */
  public static PipelineSettings of(JobConfig config) {
    return new PipelineSettings(
        config.scoring().runtime().runtimeName(),
        config.scoring().batchSize(),
        config.scoring().linger(),
        config.scoring().detection(),
        config.scoring().explanation(),
        config.scoring().drift(),
        config.input().maxRecordBytes(),
        config.output().maxMessageBytes(),
        config.output().scoresTopic().isPresent(),
        config.namedEntities());
  }
}
