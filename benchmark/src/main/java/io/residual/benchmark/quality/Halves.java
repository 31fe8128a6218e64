package io.residual.benchmark.quality;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Splits of rows without an order in time: half of the normal rows train, the other half and all
 * anomalies test.
 */
final class Halves {

  /** Larger sets are cut to this many rows, drawn at random and kept in the order of the file. */
  static final int MAX_ROWS = 50_000;

  private Halves() {}

  /** The normal rows in random order, then halved. */
  static Split random(LabelledRows rows, long seed) {
    LabelledRows sample = sample(rows, seed);
    int[] normal = indices(sample, false);
    shuffle(normal, new Random(seed));
    return halved(sample, normal);
  }

  /** The first half of the normal rows in the order of the file. */
  static Split fileOrder(LabelledRows rows, long seed) {
    LabelledRows sample = sample(rows, seed);
    return halved(sample, indices(sample, false));
  }

  private static Split halved(LabelledRows rows, int[] normal) {
    int half = Math.round(normal.length / 2f);
    int[] rest = Arrays.copyOfRange(normal, half, normal.length);
    int[] test =
        IntStream.concat(Arrays.stream(rest), Arrays.stream(indices(rows, true))).toArray();
    return new Split(rows.rows(Arrays.copyOf(normal, half)), rows.rows(test), false);
  }

  private static LabelledRows sample(LabelledRows rows, long seed) {
    if (rows.size() <= MAX_ROWS) {
      return rows;
    }
    int[] order = IntStream.range(0, rows.size()).toArray();
    shuffle(order, new Random(seed));
    return rows.rows(Arrays.stream(order).limit(MAX_ROWS).sorted().toArray());
  }

  private static int[] indices(LabelledRows rows, boolean anomalous) {
    return IntStream.range(0, rows.size())
        .filter(row -> rows.anomalies()[row] == anomalous)
        .toArray();
  }

  /** Fisher and Yates' shuffle (Durstenfeld 1964). */
  static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
