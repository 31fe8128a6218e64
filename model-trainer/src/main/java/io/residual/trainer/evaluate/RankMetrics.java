package io.residual.trainer.evaluate;

import io.residual.trainer.evaluate.metric.RankCounts;
import io.residual.trainer.evaluate.metric.ScoreRanking;

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
    if (scores.length != anomalous.length) {
      throw new IllegalArgumentException(
          scores.length + " scores and " + anomalous.length + " labels");
    }
    RankCounts counts = ScoreRanking.of(scores).counts(anomalous);
    return new RankMetrics(
        counts.auroc(), counts.averagePrecision(), counts.anomalies(), counts.normals());
  }
}
