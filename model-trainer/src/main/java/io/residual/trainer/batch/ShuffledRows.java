package io.residual.trainer.batch;

import io.residual.trainer.data.NetworkRows;
import io.residual.trainer.data.RandomOrder;
import java.nio.FloatBuffer;

/** Every row once an epoch, shuffled, as both input and target. */
public final class ShuffledRows implements TrainingBatches {

  private static final int SHUFFLING = 0;

  private final NetworkRows rows;
  private final long seed;
  private final int[] order;
  private final float[] row;

  /** The given rows, shuffled by the seed. */
  public ShuffledRows(NetworkRows rows, long seed) {
    this.rows = rows;
    this.seed = seed;
    this.order = new int[rows.rows()];
    this.row = new float[rows.features()];
  }

  @Override
  public int rows() {
    return rows.rows();
  }

  @Override
  public int features() {
    return rows.features();
  }

  @Override
  public boolean targetsDiffer() {
    return false;
  }

  @Override
  public void begin(int epoch) {
    RandomOrder.fill(order, EpochRandom.of(seed, epoch, SHUFFLING));
  }

  @Override
  public void fill(int from, int size, FloatBuffer input, FloatBuffer target) {
    for (int i = from; i < from + size; i++) {
      rows.copy(order[i], row, 0);
      input.put(row);
    }
  }
}
