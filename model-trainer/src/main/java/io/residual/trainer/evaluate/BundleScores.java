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
import io.residual.trainer.data.BadRows;
import io.residual.trainer.data.NetworkRows;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Scores rows with a bundle through the classes that the job uses, in the job's order: encode,
 * score, compare with the entity's rolling threshold, teach the threshold. What raises an alert
 * here raises one there.
 *
 * <p>Holds a batch of rows and the threshold of every entity, no rows besides. Not thread safe.
 */
public final class BundleScores implements AutoCloseable {

  private final Manifest manifest;
  private final BatchScorer.Network network;
  private final RowEncoder encoder;
  private final Detector detector;

  private BundleScores(ModelBundle bundle) throws IOException {
    manifest = bundle.manifest();
    network = BatchScorer.Network.open(bundle);
    encoder = new RowEncoder(manifest.encoder());
    detector = new Detector(manifest);
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
    BatchScorer<Row> scorer =
        new BatchScorer<>(network, manifest.threshold().idleMillis(), new Judge(visitor));
    float[] features = new float[manifest.encoder().featureCount()];
    long scored = 0;
    while (cursor.next()) {
      try {
        encoder.target(features, 0);
        RecordContext context = cursor.read(encoder);
        scorer.add(new Row(cursor.index(), cursor.place(), cursor.anomalous()), context, features);
        scored++;
      } catch (InvalidRecordException e) {
        cursor.refused(e);
      }
    }
    scorer.flush();
    return scored;
  }

  /**
   * Scores rows that are encoded already, each against the threshold that a new entity has.
   *
   * @param encoded rows as the networks take them, in no entity's order
   */
  void score(NetworkRows encoded, ScoredRow.Visitor visitor) {
    double limit = detector.initialThreshold();
    int width = manifest.width();
    network.score(
        encoded,
        (row, context, rows, reconstructions, start, error) -> {
          boolean flagged = !Double.isFinite(error) || error > limit;
          visitor.row(
              new ScoredRow(
                  row,
                  "held-back row " + (row + 1),
                  false,
                  context,
                  rows,
                  reconstructions,
                  start,
                  width,
                  error,
                  limit,
                  flagged,
                  flagged));
        });
  }

  @Override
  public void close() {
    network.close();
  }

  /** What is said of a row beside its score. */
  private record Row(int index, String place, boolean anomalous) {}

  /** Asks the detector about each score, and remembers every entity. */
  private final class Judge implements BatchScorer.Visitor<Row> {

    private final ScoredRow.Visitor visitor;
    private final Map<String, EntityState> states = new HashMap<>();

    Judge(ScoredRow.Visitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public void scored(
        Row row,
        RecordContext context,
        float[] rows,
        float[] reconstructions,
        int start,
        double error) {
      String entity = context.entity();
      Detection detection =
          detector.observe(
              states.get(entity), new BatchRow(row, context, rows, reconstructions, start, error));
      states.put(entity, detection.next());
      visitor.row(
          new ScoredRow(
              row.index(),
              row.place(),
              row.anomalous(),
              context,
              rows,
              reconstructions,
              start,
              manifest.width(),
              detection.error(),
              detection.threshold(),
              detection.decision().flagged(),
              detection.decision().raised()));
    }
  }

  /** A row of a batch as the detector looks at it. */
  @SuppressWarnings("ArrayRecordComponent") // buffers that are handed over, never compared
  private record BatchRow(
      Row row,
      RecordContext context,
      float[] features,
      float[] reconstruction,
      int start,
      double error)
      implements ScoredInput {

    /**
     * Without event times, rows count as a second apart: rows that nobody timed are told apart by
     * their order.
     */
    @Override
    public long eventTimeMillis() {
      return context.eventTimeMillis().orElse(1000L * row.index());
    }

    @Override
    public String id() {
      return row.place();
    }
  }
}
