package io.residual.trainer.data;

import java.util.SplittableRandom;

/** Random permutations of row numbers; equal generators give equal orders. Thread safe. */
public final class RandomOrder {

  private RandomOrder() {}

  /** Shuffles in place (Fisher and Yates; Durstenfeld 1964). */
  public static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  /** Replaces the content by the numbers from 0 up in random order, inside out (Knuth, 3.4.2). */
  public static void fill(int[] order, SplittableRandom random) {
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }
}
