package io.residual.model.threshold;

import java.util.Arrays;

/** Order statistics of a few numbers, in linear time. */
final class Ranks {

  private Ranks() {}

  /**
   * The number of the given rank among the first {@code count}, by Hoare's Find (Algorithm 65,
   * 1961).
   *
   * @param rank counted from 0
   */
  static float select(float[] numbers, int count, int rank) {
    float[] a = Arrays.copyOf(numbers, count);
    int low = 0;
    int high = count - 1;
    while (low < high) {
      float pivot = median(a[low], a[(low + high) >>> 1], a[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (a[i] < pivot) {
          i++;
        }
        while (a[j] > pivot) {
          j--;
        }
        if (i <= j) {
          float swapped = a[i];
          a[i++] = a[j];
          a[j--] = swapped;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        return a[rank];
      }
    }
    return a[rank];
  }

  private static float median(float a, float b, float c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
