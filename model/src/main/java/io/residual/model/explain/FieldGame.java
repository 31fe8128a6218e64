package io.residual.model.explain;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The cooperative game whose players are the fields of a row: a coalition is worth the mean error
 * of the rows in which its fields are as in the row to explain, and all others as in a row of the
 * background, over all background rows (the interventional value function of Lundberg and Lee, "A
 * Unified Approach to Interpreting Model Predictions", NeurIPS 2017).
 *
 * <p>Fields that are in all background rows as they are in the row to explain cannot change
 * anything and do not play. Of a window, a field is replaced in all records at once.
 */
final class FieldGame {

  /** Rows go to the network in batches of about so many features: 256 KB. */
  private static final int BATCH_FEATURES = 1 << 16;

  private static final int MAX_BATCH_ROWS = 1024;

  private final FieldLayout layout;
  private final ErrorFunction error;
  private final BackgroundSample background;
  private final int batchRows;
  private final float[] rows;
  private final double[] errors;

  private float[] row = {};
  private int[] players = {};
  private Deadline deadline = Deadline.NONE;

  FieldGame(FieldLayout layout, ErrorFunction error, BackgroundSample background) {
    if (background.width() != layout.width()) {
      throw new IllegalArgumentException(
          "background rows have "
              + background.width()
              + " features, the model's "
              + layout.width());
    }
    this.layout = layout;
    this.error = error;
    this.background = background;
    batchRows = Math.max(1, Math.min(MAX_BATCH_ROWS, BATCH_FEATURES / layout.width()));
    rows = new float[Math.multiplyExact(batchRows, layout.width())];
    errors = new double[batchRows];
  }

  /** Sets the row to explain, and when to give up. */
  void begin(float[] explained, Deadline until) {
    row = explained;
    deadline = until;
    players = IntStream.range(0, layout.fields()).filter(field -> !constant(field)).toArray();
  }

  private boolean constant(int field) {
    for (int b = 0; b < background.count(); b++) {
      if (!layout.same(field, row, 0, background.rows(), b * layout.width())) {
        return false;
      }
    }
    return true;
  }

  /** The fields that play. */
  int[] players() {
    return players;
  }

  /** How many coalitions a number of rows is enough for. */
  int affordable(int rowLimit) {
    return rowLimit / background.count();
  }

  /**
   * What coalitions are worth.
   *
   * @param coalitions indices into {@link #players()}
   * @throws UnfinishedException if time is up, or the network gives a mixed row no finite error
   */
  double[] worth(List<BitSet> coalitions) throws UnfinishedException {
    double[] worth = new double[coalitions.size()];
    int total = Math.multiplyExact(coalitions.size(), background.count());
    for (int done = 0; done < total; done += batchRows) {
      int count = Math.min(batchRows, total - done);
      for (int i = 0; i < count; i++) {
        mix(coalitions.get((done + i) / background.count()), (done + i) % background.count(), i);
      }
      deadline.check();
      error.of(rows, count, errors);
      for (int i = 0; i < count; i++) {
        worth[(done + i) / background.count()] += errors[i];
      }
    }
    Arrays.setAll(worth, i -> worth[i] / background.count());
    if (!Double.isFinite(Arrays.stream(worth).sum())) {
      throw new UnfinishedException("the model gave a mixed record no finite error");
    }
    return worth;
  }

  private void mix(BitSet coalition, int backgroundRow, int target) {
    int to = target * layout.width();
    System.arraycopy(background.rows(), backgroundRow * layout.width(), rows, to, layout.width());
    for (int p = coalition.nextSetBit(0); p >= 0; p = coalition.nextSetBit(p + 1)) {
      layout.copy(players[p], row, 0, rows, to);
    }
  }
}
