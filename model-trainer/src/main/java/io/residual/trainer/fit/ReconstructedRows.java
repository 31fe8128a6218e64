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

  /** Mean squared error per feature of all rows. */
  default double loss() {
    double[] sum = {0};
    forEach(
        (inputs, outputs, count) -> {
          for (int i = 0; i < count * features(); i++) {
            double residual = (double) inputs[i] - outputs[i];
            sum[0] += residual * residual;
          }
        });
    return sum[0] / ((double) rows() * features());
  }

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
