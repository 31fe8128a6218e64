package io.residual.benchmark.quality;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.model.threshold.QuantileThreshold;
import io.residual.model.threshold.RollingThreshold;
import io.residual.model.threshold.ThresholdState;
import io.residual.trainer.data.RowCursor;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Scores the rows of a file by a bundle as the job does, threshold included. */
final class BundleScores {

  /** As many rows a call as the job's micro-batches hold by default. */
  private static final int BATCH = 256;

  private BundleScores() {}

  /**
   * Scores and alerts of all rows. A row that the schema refuses would be dead-lettered by the job:
   * it has error 0 and raises no alert.
   */
  static Scored of(ModelBundle bundle, Path file, int rows, Stopwatch stopwatch)
      throws IOException {
    Manifest manifest = bundle.manifest();
    double[] errors = new double[rows];
    boolean[] refused = new boolean[rows];
    try (RowSource source = RowFormat.CSV.open(file);
        RowCursor row = source.open(manifest.schema());
        Scorer scorer =
            new Scorer(ScoringRuntimes.open(ScoringRuntimes.ONNX, bundle), manifest.error())) {
      int features = scorer.featureCount();
      float[] batch = new float[BATCH * features];
      float[] reconstructions = new float[BATCH * features];
      double[] batchErrors = new double[BATCH];
      int[] places = new int[BATCH];
      RowEncoder encoder = new RowEncoder(manifest.encoder());
      int held = 0;
      for (int next = 0; next < rows; next++) {
        if (!row.next()) {
          throw new IOException(file + " has only " + next + " of " + rows + " rows");
        }
        try {
          encoder.target(batch, held * features);
          row.read(encoder);
          places[held++] = next;
        } catch (InvalidRecordException e) {
          refused[next] = true;
        }
        if (held == BATCH || next == rows - 1) {
          scorer.score(batch, held, reconstructions, batchErrors);
          for (int i = 0; i < held; i++) {
            errors[places[i]] = Double.isFinite(batchErrors[i]) ? batchErrors[i] : Double.MAX_VALUE;
          }
          held = 0;
        }
      }
    }
    boolean[] alerts = alerts(manifest, errors, refused);
    return new Scored(
        errors,
        Optional.of(alerts),
        stopwatch.trainingSeconds(),
        stopwatch.scoringSeconds(),
        manifest.network().describe(manifest.encoder().featureCount()));
  }

  private static boolean[] alerts(Manifest manifest, double[] errors, boolean[] refused) {
    RollingThreshold threshold =
        new QuantileThreshold(manifest.threshold(), manifest.calibration());
    ThresholdState state = threshold.initial();
    boolean[] alerts = new boolean[errors.length];
    for (int i = 0; i < errors.length; i++) {
      if (!refused[i]) {
        alerts[i] = errors[i] > threshold.threshold(state);
        state = threshold.update(state, errors[i]);
      }
    }
    return alerts;
  }
}
