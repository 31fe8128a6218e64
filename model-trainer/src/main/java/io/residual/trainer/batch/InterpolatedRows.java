package io.residual.trainer.batch;

import io.residual.trainer.data.EncodedRows;
import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Rows of another source, and among them new ones between a training row and one of its nearest
 * neighbours, as SMOTE makes them (Chawla et al., JAIR 16, 2002, section 4.2), here from normal
 * rows: they fill the gaps that a small sample leaves. Not thread safe.
 *
 * <p>A number lies at the same random fraction of the way for all fields of a row. Categories and
 * truth values have nothing in between and are taken from the nearer of both rows.
 */
final class InterpolatedRows implements TrainingBatches {

  private static final int INTERPOLATION = 2;

  private final TrainingBatches real;
  private final EncodedRows pool;
  private final FieldColumns columns;
  private final double share;
  private final long seed;
  private final NearestNeighbours nearest;
  private final BitSet made = new BitSet();
  private final float[] row;
  private SplittableRandom random;
  private int rows;
  private int nextReal;

  /**
   * The rows of a source and further ones.
   *
   * @param real gives inputs that are targets too
   * @param pool training rows, at least 2
   * @param share further rows, as a part of the source's; above 0
   */
  InterpolatedRows(
      TrainingBatches real, EncodedRows pool, FieldColumns columns, double share, long seed) {
    this.real = real;
    this.pool = pool;
    this.columns = columns;
    this.share = share;
    this.seed = seed;
    this.nearest = NearestNeighbours.of(pool, seed);
    this.row = new float[pool.features()];
    this.random = EpochRandom.of(seed, 0, INTERPOLATION);
    this.rows = real.rows() + further();
  }

  private int further() {
    return (int) Math.round(share * real.rows());
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int features() {
    return real.features();
  }

  @Override
  public boolean targetsDiffer() {
    return false;
  }

  /** Chooses which places of the epoch have made-up rows: Algorithm S, Knuth, volume 2, 3.4.2. */
  @Override
  public void begin(int epoch) {
    real.begin(epoch);
    random = EpochRandom.of(seed, epoch, INTERPOLATION);
    int left = further();
    rows = real.rows() + left;
    nextReal = 0;
    made.clear();
    for (int place = 0; left > 0; place++) {
      if (random.nextInt(rows - place) < left) {
        made.set(place);
        left--;
      }
    }
  }

  @Override
  public void fill(int from, int size, FloatBuffer input, FloatBuffer target) {
    int place = from;
    int end = from + size;
    while (place < end) {
      if (made.get(place)) {
        make();
        input.put(row);
        place++;
      } else {
        int next = made.nextSetBit(place);
        int run = (next < 0 ? end : Math.min(end, next)) - place;
        real.fill(nextReal, run, input, target);
        nextReal += run;
        place += run;
      }
    }
  }

  private void make() {
    int anchor = random.nextInt(nearest.anchors().length);
    int[] near = nearest.neighbours()[anchor];
    int one = nearest.anchors()[anchor] * pool.features();
    int other = near[random.nextInt(near.length)] * pool.features();
    double way = random.nextDouble();
    float[] values = pool.values();
    for (int record = 0; record < columns.recordCount(); record++) {
      for (int field = 0; field < columns.fieldCount(); field++) {
        int start = columns.start(record, field);
        int width = columns.field(field).width();
        if (columns.field(field).continuous()) {
          for (int j = start; j < start + width; j++) {
            row[j] = (float) (values[one + j] + way * (values[other + j] - values[one + j]));
          }
        } else {
          System.arraycopy(values, (way < 0.5 ? one : other) + start, row, start, width);
        }
      }
    }
  }
}
