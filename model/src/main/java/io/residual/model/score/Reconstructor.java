package io.residual.model.score;

/**
 * The autoencoders of a bundle, ready to run.
 *
 * <p>Not thread safe: one instance a thread. Holds native memory until closed.
 */
public interface Reconstructor extends AutoCloseable {

  /** Number of features of a row: those of a record, for each record of the model's window. */
  int featureCount();

  /** Number of autoencoders; each reconstructs every row. */
  int memberCount();

  /**
   * Reconstructs a batch of rows.
   *
   * @param rows encoded rows, row-major {@code [rowCount][featureCount]}; may be longer
   * @param rowCount from 0 up; 0 does nothing
   * @param reconstructions receives the reconstructions, {@code [rowCount][memberCount]
   *     [featureCount]}; may be longer
   * @throws IllegalArgumentException if an array is too short
   * @throws IllegalStateException if the runtime fails or is closed
   */
  void reconstruct(float[] rows, int rowCount, float[] reconstructions);

  /** Frees native memory. Closing twice does nothing. */
  @Override
  void close();
}
