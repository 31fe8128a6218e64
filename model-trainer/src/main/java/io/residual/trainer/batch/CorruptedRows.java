package io.residual.trainer.batch;

import io.residual.model.config.AugmentSettings;
import io.residual.trainer.data.EncodedRows;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Rows of another source as targets, and corrupted copies of them as inputs: what makes an
 * autoencoder a denoising one (Vincent et al., Extracting and Composing Robust Features with
 * Denoising Autoencoders, ICML 2008). Three kinds of corruption, one after the other:
 *
 * <ul>
 *   <li>swap noise: a field takes its value in a training row drawn at random, so that it keeps its
 *       own distribution and loses what it has to do with the others;
 *   <li>masking: a field's features take their means on the training rows, which says nothing. In
 *       the paper they take 0, the same for standardised numbers;
 *   <li>Gaussian noise on every feature, or on some drawn at random, in units of its standard
 *       deviation.
 * </ul>
 *
 * <p>Fields are drawn one by one, in each record of a window by itself. Not thread safe.
 */
final class CorruptedRows implements TrainingBatches {

  private static final int CORRUPTION = 1;

  private final TrainingBatches clean;
  private final EncodedRows pool;
  private final FieldColumns columns;
  private final AugmentSettings settings;
  private final long seed;
  private final float[] means;
  private final float[] noise;
  private float[] batch = {};
  private SplittableRandom random;

  /**
   * Corrupted rows.
   *
   * @param clean gives targets; its inputs and targets must not differ
   * @param pool training rows, for values, means and deviations
   */
  CorruptedRows(
      TrainingBatches clean,
      EncodedRows pool,
      FieldColumns columns,
      AugmentSettings settings,
      long seed) {
    this.clean = clean;
    this.pool = pool;
    this.columns = columns;
    this.settings = settings;
    this.seed = seed;
    this.random = EpochRandom.of(seed, 0, CORRUPTION);
    ColumnMoments moments = ColumnMoments.of(pool);
    this.means = moments.means();
    this.noise = moments.deviations();
    for (int j = 0; j < noise.length; j++) {
      noise[j] *= (float) settings.noise();
    }
  }

  @Override
  public int rows() {
    return clean.rows();
  }

  @Override
  public int features() {
    return clean.features();
  }

  @Override
  public boolean targetsDiffer() {
    return true;
  }

  @Override
  public void begin(int epoch) {
    clean.begin(epoch);
    random = EpochRandom.of(seed, epoch, CORRUPTION);
  }

  @Override
  public void fill(int from, int size, FloatBuffer input, FloatBuffer target) {
    int length = size * features();
    int start = target.position();
    clean.fill(from, size, target, target);
    if (batch.length < length) {
      batch = new float[length];
    }
    target.get(start, batch, 0, length);
    for (int row = 0; row < size; row++) {
      corrupt(row * features());
    }
    input.put(batch, 0, length);
  }

  private void corrupt(int row) {
    for (int record = 0; record < columns.recordCount(); record++) {
      for (int field = 0; field < columns.fieldCount(); field++) {
        corrupt(row, columns.start(record, field), columns.field(field).width());
      }
    }
    if (settings.noise() > 0) {
      for (int j = 0; j < noise.length; j++) {
        if (settings.noiseFeatures() >= 1 || random.nextDouble() < settings.noiseFeatures()) {
          batch[row + j] += noise[j] * (float) random.nextGaussian();
        }
      }
    }
  }

  private void corrupt(int row, int column, int width) {
    if (settings.swap() > 0 && random.nextDouble() < settings.swap()) {
      int other = random.nextInt(pool.rows()) * pool.features();
      System.arraycopy(pool.values(), other + column, batch, row + column, width);
    }
    if (settings.mask() > 0 && random.nextDouble() < settings.mask()) {
      System.arraycopy(means, column, batch, row + column, width);
    }
  }
}
