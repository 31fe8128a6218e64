package io.residual.benchmark.quality;

import io.residual.model.alert.QuietPeriod;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordContext;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.model.sequence.EntitySmoothing;
import io.residual.model.sequence.EntityWindows;
import io.residual.model.threshold.RollingThreshold;
import io.residual.model.threshold.ThresholdState;
import io.residual.trainer.data.RowCursor;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Scores the rows of a file by a bundle through the classes of the job, in the job's order: encode,
 * put windows together, score, compare with the entity's rolling threshold, teach the threshold.
 */
final class BundleScores {

  /** As many rows a call as the job's micro-batches hold by default. */
  private static final int BATCH = 256;

  private static final QuietPeriod QUIET = QuietPeriod.DEFAULT;

  private final Manifest manifest;
  private final RollingThreshold threshold;
  private final Map<String, ThresholdState> states = new HashMap<>();
  private final Map<String, QuietPeriod.State> quiet = new HashMap<>();
  private final EntitySmoothing smoothing;
  private final double[] errors;
  private final boolean[] alerts;
  private int refused;

  private BundleScores(Manifest manifest, int rows) {
    this.manifest = manifest;
    this.threshold = manifest.threshold().rolling(manifest.calibration());
    this.smoothing = new EntitySmoothing(manifest.window());
    this.errors = new double[rows];
    this.alerts = new boolean[rows];
  }

  /**
   * Scores a file.
   *
   * @param rows how many it has
   * @throws IOException if it cannot be read
   */
  static BundleScores of(ModelBundle bundle, Path file, int rows) throws IOException {
    BundleScores scores = new BundleScores(bundle.manifest(), rows);
    try (RowSource source = RowFormat.CSV.open(file);
        RowCursor cursor = source.open(bundle.manifest().schema());
        Scorer scorer = Scorer.open(ScoringRuntimes.ONNX, bundle)) {
      scores.score(cursor, scorer);
    }
    return scores;
  }

  /** {@code [rows]}; 0 for a row that the schema refuses and the job would dead-letter. */
  double[] errors() {
    return errors;
  }

  /** {@code [rows]}. */
  boolean[] alerts() {
    return alerts;
  }

  /** How many rows the schema refuses. */
  int refused() {
    return refused;
  }

  private void score(RowCursor cursor, Scorer scorer) throws IOException {
    int width = manifest.width();
    int features = manifest.encoder().featureCount();
    RowEncoder encoder = new RowEncoder(manifest.encoder());
    EntityWindows windows = new EntityWindows(manifest.window(), features);
    float[] row = new float[features];
    float[] batch = new float[BATCH * width];
    float[] reconstructions = new float[BATCH * width];
    double[] batchErrors = new double[BATCH];
    int[] places = new int[BATCH];
    String[] entities = new String[BATCH];
    int held = 0;
    for (int next = 0; next < errors.length; next++) {
      if (!cursor.next()) {
        throw new IOException("the file has only " + next + " of " + errors.length + " rows");
      }
      try {
        encoder.target(row, 0);
        RecordContext context = cursor.read(encoder);
        windows.add(context, row, 0, batch, held * width);
        entities[held] = context.entity();
        places[held++] = next;
      } catch (InvalidRecordException e) {
        refused++;
      }
      if (held == BATCH || next == errors.length - 1) {
        scorer.score(batch, held, reconstructions, batchErrors);
        for (int i = 0; i < held; i++) {
          judge(places[i], entities[i], batchErrors[i]);
        }
        held = 0;
      }
    }
  }

  private void judge(int row, String entity, double own) {
    if (!Double.isFinite(own)) {
      // A broken model raises an alert of its own kind.
      errors[row] = Double.MAX_VALUE;
      alerts[row] = true;
      return;
    }
    double error = smoothing.add(entity, own);
    ThresholdState state = states.computeIfAbsent(entity, unseen -> threshold.initial());
    double limit = threshold.threshold(state);
    QuietPeriod.State silence = quiet.getOrDefault(entity, QuietPeriod.State.INITIAL);
    errors[row] = error;
    alerts[row] = QUIET.alerts(silence, error, limit);
    quiet.put(entity, QUIET.next(silence, error, limit));
    states.put(entity, threshold.update(state, error));
  }
}
