package io.residual.trainer.measure;

import java.util.Arrays;

/**
 * Area under the receiver operating characteristic: the probability that an anomaly scores higher
 * than a normal row, ties counting half (Mann and Whitney's U). 0.5 is what random scores give.
 */
final class Auroc {

  private Auroc() {}

  static double of(double[] scores, boolean[] anomalies) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(scores[a], scores[b]));
    double rankSum = 0;
    long positives = 0;
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        if (anomalies[order[i]]) {
          rankSum += (from + 1 + to) / 2.0;
          positives++;
        }
      }
      from = to;
    }
    long negatives = scores.length - positives;
    return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }
}
