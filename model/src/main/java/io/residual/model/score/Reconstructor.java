package io.residual.model.score;

/**
 * An autoencoder ready to run.
 *
 * <p>Not thread safe: one instance a thread. Holds native memory until closed.
 */
public interface Reconstructor extends AutoCloseable {

  /** Number of features of a row. */
  int featureCount();

  /**
   * Reconstructs a batch of rows.
   *
   * @param rows encoded rows, row-major {@code [rowCount][featureCount]}; may be longer
   * @param rowCount from 0 up; 0 does nothing
   * @param reconstructions receives the reconstructions in the same layout; may be longer
   * @throws IllegalArgumentException if an array is too short
   * @throws IllegalStateException if the runtime fails or is closed
   */
  void reconstruct(float[] rows, int rowCount, float[] reconstructions);

  /** Frees native memory. Closing twice does nothing. */
  @Override
  void close();
}
