package io.residual.model.threshold;

/** Order statistics of a few numbers, in linear time. */
final class Ranks {

  private Ranks() {}

  /**
   * The number of the given rank, by Hoare's Find (Algorithm 65, 1961).
   *
   * @param a no NaN; is reordered
   * @param rank counted from 0
   */
  static float select(float[] a, int rank) {
    int low = 0;
    int high = a.length - 1;
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
