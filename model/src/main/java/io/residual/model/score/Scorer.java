package io.residual.model.score;

import io.residual.model.error.ErrorMeasure;

/**
 * Scores batches of encoded rows: reconstruction, then error. Not thread safe; reuses its buffers.
 */
public final class Scorer implements AutoCloseable {

  private final Reconstructor reconstructor;
  private final ErrorMeasure measure;

  /** A scorer that owns, and closes, the given runtime. */
  public Scorer(Reconstructor reconstructor, ErrorMeasure measure) {
    if (reconstructor.featureCount() != measure.size()) {
      throw new IllegalArgumentException(
          "the network takes "
              + reconstructor.featureCount()
              + " features, the error measure "
              + measure.size());
    }
    this.reconstructor = reconstructor;
    this.measure = measure;
  }

  /** Number of features of a row. */
  public int featureCount() {
    return measure.size();
  }

  /**
   * Scores a batch.
   *
   * @param rows row-major {@code [rowCount][featureCount]}; may be longer
   * @param reconstructions receives the reconstructions, in the same layout
   * @param errors receives an error for each row, {@code [rowCount]} or longer; NaN or infinite
   *     only if the network gave such a reconstruction
   */
  public void score(float[] rows, int rowCount, float[] reconstructions, double[] errors) {
    reconstructor.reconstruct(rows, rowCount, reconstructions);
    for (int row = 0; row < rowCount; row++) {
      errors[row] = measure.of(rows, reconstructions, row * measure.size());
    }
  }

  @Override
  public void close() {
    reconstructor.close();
  }
}
