package io.residual.benchmark.quality;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.model.threshold.RollingThreshold;
import io.residual.model.threshold.ThresholdState;
import io.residual.trainer.data.RowCursor;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Scores and alerts of the rows of a file by a bundle, as the job gives them, threshold included. A
 * row that the schema refuses would be dead-lettered by the job: it has error 0 and no alert.
 *
 * @param errors {@code [rows]}
 * @param alerts {@code [rows]}
 * @param refused how many rows the schema refuses
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the data; handed on at once
record BundleScores(double[] errors, boolean[] alerts, int refused) {

  /** As many rows a call as the job's micro-batches hold by default. */
  private static final int BATCH = 256;

  static BundleScores of(ModelBundle bundle, Path file, int rows) throws IOException {
    Manifest manifest = bundle.manifest();
    double[] errors = new double[rows];
    boolean[] scored = new boolean[rows];
    try (RowSource source = RowFormat.CSV.open(file);
        RowCursor row = source.open(manifest.schema());
        Scorer scorer = Scorer.open(ScoringRuntimes.ONNX, bundle)) {
      int width = manifest.width();
      float[] batch = new float[BATCH * width];
      float[] reconstructions = new float[BATCH * width];
      double[] batchErrors = new double[BATCH];
      int[] places = new int[BATCH];
      RowEncoder encoder = new RowEncoder(manifest.encoder());
      int held = 0;
      for (int next = 0; next < rows; next++) {
        if (!row.next()) {
          throw new IOException(file + " has only " + next + " of " + rows + " rows");
        }
        try {
          encoder.target(batch, held * width);
          row.read(encoder);
          places[held++] = next;
          scored[next] = true;
        } catch (InvalidRecordException e) {
          scored[next] = false;
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
    return judged(manifest, errors, scored);
  }

  private static BundleScores judged(Manifest manifest, double[] errors, boolean[] scored) {
    RollingThreshold threshold = manifest.threshold().rolling(manifest.calibration());
    ThresholdState state = threshold.initial();
    boolean[] alerts = new boolean[errors.length];
    int refused = 0;
    for (int i = 0; i < errors.length; i++) {
      if (scored[i]) {
        alerts[i] = errors[i] > threshold.threshold(state);
        state = threshold.update(state, errors[i]);
      } else {
        refused++;
      }
    }
    return new BundleScores(errors, alerts, refused);
  }
}
