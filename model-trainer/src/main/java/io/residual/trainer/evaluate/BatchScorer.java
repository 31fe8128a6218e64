package io.residual.trainer.evaluate;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.record.RecordContext;
import io.residual.model.record.RecordSchema;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.model.sequence.EntityWindows;
import io.residual.trainer.data.NetworkRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Puts encoded records into windows and scores them in batches, in order, as the job does. Starts
 * with no entity known. Holds a batch of rows and the window of every entity. Not thread safe.
 *
 * @param <R> what the caller wants back with each score
 */
public final class BatchScorer<R> {

  /** Rows a call of the network: as fast as it gets, see {@code docs/decisions}. */
  private static final int BATCH = 256;

  private final Network network;
  private final EntityWindows windows;
  private final Visitor<R> visitor;
  private final List<R> records = new ArrayList<>(BATCH);
  private final List<RecordContext> contexts = new ArrayList<>(BATCH);

  /** The network of a bundle with its buffers; serves one pass after the other. */
  public static final class Network implements AutoCloseable {

    private final Manifest manifest;
    private final Scorer scorer;
    private final int width;
    private final float[] rows;
    private final float[] reconstructions;
    private final double[] errors = new double[BATCH];

    private Network(ModelBundle bundle) throws IOException {
      manifest = bundle.manifest();
      scorer = Scorer.open(ScoringRuntimes.ONNX, bundle);
      width = manifest.width();
      rows = new float[BATCH * width];
      reconstructions = new float[BATCH * width];
    }

    /**
     * Loads a bundle's networks.
     *
     * @throws IOException if the bundle cannot be opened
     */
    public static Network open(ModelBundle bundle) throws IOException {
      return new Network(bundle);
    }

    /**
     * Scores rows that are encoded already, in no entity's order.
     *
     * @param encoded rows as the network takes them
     * @param visitor gets the index of each row, and a context of the one entity and no event time
     */
    void score(NetworkRows encoded, Visitor<Integer> visitor) {
      RecordContext context = new RecordContext(RecordSchema.SINGLE_ENTITY, OptionalLong.empty());
      for (int from = 0; from < encoded.rows(); from += BATCH) {
        int count = Math.min(BATCH, encoded.rows() - from);
        for (int i = 0; i < count; i++) {
          encoded.copy(from + i, rows, i * width);
        }
        scorer.score(rows, count, reconstructions, errors);
        for (int i = 0; i < count; i++) {
          visitor.scored(from + i, context, rows, reconstructions, i * width, errors[i]);
        }
      }
    }

    @Override
    public void close() {
      scorer.close();
    }
  }

  /** Takes scores in the order of the records. */
  @FunctionalInterface
  public interface Visitor<R> {

    /**
     * The next score.
     *
     * @param rows encoded rows, this one's from {@code start} on, of a window the oldest record
     *     first; only valid while it is handed over, and not to be written to
     * @param reconstructions likewise
     * @param error not finite only if the model is broken
     */
    void scored(
        R record,
        RecordContext context,
        float[] rows,
        float[] reconstructions,
        int start,
        double error);
  }

  /**
   * A pass of a network over records.
   *
   * @param idleMillis after which an entity's window begins anew, as the job's threshold settings
   *     have it; null for never
   */
  public BatchScorer(Network network, Long idleMillis, Visitor<R> visitor) {
    this.network = network;
    this.windows =
        new EntityWindows(
            network.manifest.window().forgetting(idleMillis),
            network.manifest.encoder().featureCount());
    this.visitor = visitor;
  }

  /**
   * Takes the next record.
   *
   * @param row its encoded features; not needed any more afterwards
   */
  public void add(R record, RecordContext context, float[] row) {
    windows.add(context, row, 0, network.rows, records.size() * network.width);
    records.add(record);
    contexts.add(context);
    if (records.size() == BATCH) {
      flush();
    }
  }

  /** Scores what has been added since the last full batch. */
  public void flush() {
    int count = records.size();
    if (count == 0) {
      return;
    }
    network.scorer.score(network.rows, count, network.reconstructions, network.errors);
    for (int i = 0; i < count; i++) {
      visitor.scored(
          records.get(i),
          contexts.get(i),
          network.rows,
          network.reconstructions,
          i * network.width,
          network.errors[i]);
    }
    records.clear();
    contexts.clear();
  }
}
