package io.residual.trainer.batch;

import java.nio.FloatBuffer;

/**
 * Where gradient steps get their rows from: what the network sees, and what it ought to give back.
 * A denoising source corrupts the first and leaves the second clean; an augmenting one makes up
 * rows. Not thread safe.
 *
 * <p>An epoch's rows must follow from the epoch's number alone, not from the epochs before it: a
 * fit that was interrupted continues in the middle and must see the same rows. Derive a generator
 * with {@link EpochRandom}.
 */
public interface TrainingBatches {

  /** Rows of the present epoch, at least 1. */
  int rows();

  /** Features of a row. */
  int features();

  /** Whether targets ever differ from inputs; if not, only inputs are filled. */
  boolean targetsDiffer();

  /** Begins an epoch, counted from 1; shuffles. */
  void begin(int epoch);

  /**
   * Writes rows {@code from} to {@code from + size - 1} of the present epoch, row-major {@code
   * [size][features]}, each buffer from its position on. Called once for each batch, in order.
   *
   * @param input what the network sees
   * @param target what it ought to give back; the input's buffer itself unless targets differ
   */
  void fill(int from, int size, FloatBuffer input, FloatBuffer target);
}
