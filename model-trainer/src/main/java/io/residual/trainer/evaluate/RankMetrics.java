package io.residual.trainer.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well scores rank anomalies above normal records, whatever the threshold.
 *
 * @param auroc area under the receiver operating characteristic: the probability that a random
 *     anomaly scores higher than a random normal record, ties counting half (Fawcett, Pattern
 *     Recognition Letters 27, 2006); 0.5 is chance, less is a score that points the wrong way; NaN
 *     if one of the classes is absent
 * @param averagePrecision precision averaged over the anomalies in descending order of score, ties
 *     taken together; chance is the rate of anomalies; NaN without anomalies
 * @param anomalies how many there are
 * @param normals how many there are
 */
public record RankMetrics(double auroc, double averagePrecision, long anomalies, long normals) {

  /**
   * The metrics of the given scores.
   *
   * @param scores one a record, not NaN, larger for odder records
   * @param anomalous the labels, as many
   */
  public static RankMetrics of(double[] scores, boolean[] anomalous) {
    if (scores.length != anomalous.length || Arrays.stream(scores).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException(
          scores.length + " scores and " + anomalous.length + " labels; NaN is no score");
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
            .mapToInt(i -> i)
            .toArray();
    long hits = 0;
    long falseAlarms = 0;
    double area = 0;
    double precisions = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      long tiedHits = 0;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        tiedHits += anomalous[order[to]] ? 1 : 0;
        to++;
      }
      long tiedFalse = to - from - tiedHits;
      area += tiedFalse * (hits + tiedHits / 2.0);
      hits += tiedHits;
      falseAlarms += tiedFalse;
      precisions += tiedHits * (double) hits / (hits + falseAlarms);
      from = to;
    }
    double pairs = (double) hits * falseAlarms;
    return new RankMetrics(
        pairs == 0 ? Double.NaN : area / pairs,
        hits == 0 ? Double.NaN : precisions / hits,
        hits,
        falseAlarms);
  }
}
