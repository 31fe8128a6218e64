package io.residual.trainer.batch;

import io.residual.trainer.data.RandomOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Rows drawn anew in each epoch, each as often as its weight says, shuffled; input and target are
 * the same. Not thread safe.
 */
final class WeightedRows implements TrainingBatches {

  private static final int DRAWING = 3;

  private final TrainingSet set;
  private final long seed;
  private final float[] row;
  private int[] order;

  WeightedRows(TrainingSet set, long seed) {
    this.set = set;
    this.seed = seed;
    this.row = new float[set.rows().features()];
    this.order = set.draw(EpochRandom.of(seed, 0, DRAWING));
  }

  @Override
  public int rows() {
    return order.length;
  }

  @Override
  public int features() {
    return set.rows().features();
  }

  @Override
  public boolean targetsDiffer() {
    return false;
  }

  @Override
  public void begin(int epoch) {
    SplittableRandom random = EpochRandom.of(seed, epoch, DRAWING);
    order = set.draw(random);
    RandomOrder.shuffle(order, random);
  }

  @Override
  public void fill(int from, int size, FloatBuffer input, FloatBuffer target) {
    for (int i = from; i < from + size; i++) {
      set.rows().copy(order[i], row, 0);
      input.put(row);
    }
  }
}
