package io.residual.trainer.evaluate;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.detect.Detection;
import io.residual.model.detect.Detector;
import io.residual.model.detect.EntityState;
import io.residual.model.detect.ScoredInput;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordContext;
import io.residual.model.record.RecordSchema;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.model.sequence.EntityWindows;
import io.residual.trainer.data.BadRows;
import io.residual.trainer.data.NetworkRows;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Scores rows with a bundle through the classes that the job uses, in the job's order: encode,
 * score, compare with the entity's rolling threshold, teach the threshold. What raises an alert
 * here raises one there.
 *
 * <p>Holds a batch of rows and the threshold of every entity, no rows besides. Not thread safe.
 */
public final class BundleScores implements AutoCloseable {

  /** Rows a call of the network: as fast as it gets, see {@code docs/decisions}. */
  private static final int BATCH = 256;

  private final Manifest manifest;
  private final Scorer scorer;
  private final RowEncoder encoder;
  private final Detector detector;
  private final int width;
  private final float[] record;
  private final float[] rows;
  private final float[] reconstructions;
  private final double[] errors = new double[BATCH];
  private final RecordContext[] contexts = new RecordContext[BATCH];
  private final boolean[] anomalous = new boolean[BATCH];
  private final String[] places = new String[BATCH];
  private final int[] indices = new int[BATCH];

  private BundleScores(ModelBundle bundle) throws IOException {
    manifest = bundle.manifest();
    scorer = Scorer.open(ScoringRuntimes.ONNX, bundle);
    encoder = new RowEncoder(manifest.encoder());
    detector = new Detector(manifest);
    width = manifest.width();
    record = new float[manifest.encoder().featureCount()];
    rows = new float[BATCH * width];
    reconstructions = new float[BATCH * width];
  }

  /**
   * Loads a bundle's networks.
   *
   * @throws IOException if the bundle cannot be opened
   */
  public static BundleScores open(ModelBundle bundle) throws IOException {
    return new BundleScores(bundle);
  }

  /** What the bundle says about its model. */
  public Manifest manifest() {
    return manifest;
  }

  /**
   * Scores all rows, starting with no entity known. Rows that cannot be read are left out, as the
   * job sends such records to the dead letters: their indices are not handed to the visitor.
   *
   * @param bad counts the rows that cannot be read
   * @return how many rows there are, scored or not
   * @throws IOException if the rows cannot be read
   * @throws IllegalArgumentException if the label is a field of the schema
   */
  public long score(LabelledRows rowsToScore, BadRows bad, ScoredRow.Visitor visitor)
      throws IOException {
    try (LabelledRows.Cursor cursor = rowsToScore.open(manifest.schema(), bad)) {
      score(cursor, visitor);
      return cursor.rows();
    }
  }

  /**
   * Scores all rows of a pass, starting with no entity known.
   *
   * @return how many rows were scored
   * @throws IOException if the rows cannot be read
   */
  long score(LabelledCursor cursor, ScoredRow.Visitor visitor) throws IOException {
    EntityWindows windows =
        new EntityWindows(
            manifest.window().forgetting(manifest.threshold().idleMillis()), record.length);
    Map<String, EntityState> states = new HashMap<>();
    long scored = 0;
    int count = 0;
    while (cursor.next()) {
      try {
        encoder.target(record, 0);
        contexts[count] = cursor.read(encoder);
        windows.add(contexts[count], record, 0, rows, count * width);
        indices[count] = cursor.index();
        anomalous[count] = cursor.anomalous();
        places[count] = cursor.place();
        count++;
        scored++;
      } catch (InvalidRecordException e) {
        cursor.refused(e);
      }
      if (count == BATCH) {
        judge(count, states, visitor);
        count = 0;
      }
    }
    judge(count, states, visitor);
    return scored;
  }

  /**
   * Scores rows that are encoded already, each against the threshold that a new entity has.
   *
   * @param encoded rows as the networks take them, in no entity's order
   */
  void score(NetworkRows encoded, ScoredRow.Visitor visitor) {
    double limit = detector.initialThreshold();
    RecordContext context = new RecordContext(RecordSchema.SINGLE_ENTITY, OptionalLong.empty());
    for (int from = 0; from < encoded.rows(); from += BATCH) {
      int count = Math.min(BATCH, encoded.rows() - from);
      for (int i = 0; i < count; i++) {
        encoded.copy(from + i, rows, i * width);
      }
      scorer.score(rows, count, reconstructions, errors);
      for (int i = 0; i < count; i++) {
        boolean flagged = !Double.isFinite(errors[i]) || errors[i] > limit;
        visitor.row(
            new ScoredRow(
                from + i,
                "held-back row " + (from + i + 1),
                false,
                context,
                rows,
                reconstructions,
                i * width,
                width,
                errors[i],
                limit,
                flagged,
                flagged));
      }
    }
  }

  private void judge(int count, Map<String, EntityState> states, ScoredRow.Visitor visitor) {
    if (count == 0) {
      return;
    }
    scorer.score(rows, count, reconstructions, errors);
    for (int i = 0; i < count; i++) {
      String entity = contexts[i].entity();
      Detection detection = detector.observe(states.get(entity), new BatchRow(i));
      states.put(entity, detection.next());
      visitor.row(
          new ScoredRow(
              indices[i],
              places[i],
              anomalous[i],
              contexts[i],
              rows,
              reconstructions,
              i * width,
              width,
              detection.error(),
              detection.threshold(),
              detection.decision().flagged(),
              detection.decision().raised()));
    }
  }

  /** A row of the batch as the detector looks at it. */
  private final class BatchRow implements ScoredInput {

    private final int row;

    BatchRow(int row) {
      this.row = row;
    }

    @Override
    public double error() {
      return errors[row];
    }

    /**
     * Without event times, rows count as a second apart: rows that nobody timed are told apart by
     * their order.
     */
    @Override
    public long eventTimeMillis() {
      return contexts[row].eventTimeMillis().orElse(1000L * indices[row]);
    }

    @Override
    public String id() {
      return places[row];
    }

    @Override
    public float[] features() {
      return rows;
    }

    @Override
    public float[] reconstruction() {
      return reconstructions;
    }

    @Override
    public int start() {
      return row * width;
    }
  }

  @Override
  public void close() {
    scorer.close();
  }
}
