package io.residual.trainer.fit;

/**
 * Rows and what a network makes of them, a batch at a time: all reconstructions at once may be many
 * times what the rows of windows take.
 */
interface ReconstructedRows {

  /** Rows a pass: more make no runtime hardly faster, and take memory. */
  int BATCH = 1024;

  /** Number of rows. */
  int rows();

  /** Number of features of a row. */
  int features();

  /** Goes over all rows, in order. Every pass gives the same. */
  void forEach(Taker taker);

  /** Takes rows and their reconstructions. */
  @FunctionalInterface
  interface Taker {
    /**
     * Takes the next rows.
     *
     * @param rows {@code [count][features]} or longer, only valid for this call
     * @param reconstructions likewise
     */
    void take(float[] rows, float[] reconstructions, int count);
  }
}
