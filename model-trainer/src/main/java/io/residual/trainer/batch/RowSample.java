package io.residual.trainer.batch;

import io.residual.trainer.data.EncodedRows;
import io.residual.trainer.data.NetworkRows;
import java.util.SplittableRandom;

/** Rows as a matrix, for what needs to look at any of them at any time. */
public final class RowSample {

  /** 64 MiB: rows of windows may be many times what their records take. */
  private static final int MAX_NUMBERS = 1 << 24;

  private RowSample() {}

  /**
   * The rows themselves if they are a matrix; else as many of them as fit into 64 MiB, drawn at
   * random.
   *
   * @param rows at least one
   */
  static EncodedRows of(NetworkRows rows, long seed) {
    return rows instanceof EncodedRows matrix
        ? matrix
        : of(rows, Math.max(1, MAX_NUMBERS / rows.features()), seed);
  }

  /** At most the given number of rows, drawn at random without repetition, in their order. */
  public static EncodedRows of(NetworkRows rows, int limit, long seed) {
    int[] chosen = choose(rows.rows(), limit, seed);
    EncodedRows sample = EncodedRows.allocate(chosen.length, rows.features());
    for (int i = 0; i < chosen.length; i++) {
      rows.copy(chosen[i], sample.values(), i * rows.features());
    }
    return sample;
  }

  /** Distinct indices below a bound, ascending: Algorithm S, Knuth, volume 2, 3.4.2. */
  static int[] choose(int bound, int limit, long seed) {
    int size = Math.min(bound, limit);
    SplittableRandom random = new SplittableRandom(seed);
    int[] chosen = new int[size];
    int taken = 0;
    for (int i = 0; taken < size; i++) {
      if (random.nextInt(bound - i) < size - taken) {
        chosen[taken++] = i;
      }
    }
    return chosen;
  }
}
