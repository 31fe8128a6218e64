package io.residual.trainer.evaluate.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Anomalies and normal rows by score, the highest score first: all that curves and areas need.
 *
 * <p>Immutable as long as nobody writes to the arrays, which only this package can.
 */
public final class RankCounts {

  private final double[] scores;
  private final long[] hits;
  private final long[] falseAlarms;
  private final long anomalies;
  private final long normals;

  RankCounts(double[] scores, long[] hits, long[] falseAlarms) {
    this.scores = scores;
    this.hits = hits;
    this.falseAlarms = falseAlarms;
    long anomalySum = 0;
    long normalSum = 0;
    for (int i = 0; i < hits.length; i++) {
      anomalySum += hits[i];
      normalSum += falseAlarms[i];
    }
    this.anomalies = anomalySum;
    this.normals = normalSum;
  }

  /** Number of anomalies. */
  public long anomalies() {
    return anomalies;
  }

  /** Number of normal rows. */
  public long normals() {
    return normals;
  }

  /**
   * Area under the receiver operating characteristic: the probability that a random anomaly scores
   * higher than a random normal row, ties counting half. It is the statistic of Mann and Whitney
   * (1947) divided by the number of pairs (Hanley and McNeil, Radiology 143, 1982).
   *
   * @return from 0 to 1, 0.5 for chance; NaN if one of the classes is absent
   */
  public double auroc() {
    double area = 0;
    double above = 0;
    for (int i = 0; i < hits.length; i++) {
      area += falseAlarms[i] * (above + hits[i] / 2.0);
      above += hits[i];
    }
    double pairs = (double) anomalies * normals;
    return pairs == 0 ? Double.NaN : area / pairs;
  }

  /**
   * Average precision: the sum over scores of precision times the recall gained there, the step
   * interpolation of Manning, Raghavan and Schütze ("Introduction to Information Retrieval", 2008,
   * chapter 8) and of scikit-learn.
   *
   * @return from 0 to 1, the rate of anomalies for chance; NaN without anomalies
   */
  public double averagePrecision() {
    double sum = 0;
    double above = 0;
    double alarms = 0;
    for (int i = 0; i < hits.length; i++) {
      above += hits[i];
      alarms += hits[i] + falseAlarms[i];
      if (hits[i] > 0) {
        sum += hits[i] * above / alarms;
      }
    }
    return anomalies == 0 ? Double.NaN : sum / anomalies;
  }

  /**
   * A place on the curves.
   *
   * @param score alerts are raised from here up
   * @param falseAlarmRate part of the normal rows with an alert; NaN without any
   * @param recall part of the anomalies with an alert; NaN without any
   * @param precision part of the alerts that is right
   */
  public record CurvePoint(double score, double falseAlarmRate, double recall, double precision) {}

  /**
   * The curves from the highest score down.
   *
   * @param limit about how many points at most, evenly spread along both curves; at least 2
   */
  public List<CurvePoint> curve(int limit) {
    List<CurvePoint> points = new ArrayList<>();
    double step = 2.0 / limit;
    double lastRecall = -1;
    double lastRate = -1;
    long found = 0;
    long alarms = 0;
    for (int i = 0; i < scores.length; i++) {
      if (hits[i] + falseAlarms[i] == 0) {
        continue;
      }
      found += hits[i];
      alarms += falseAlarms[i];
      double recall = (double) found / anomalies;
      double rate = (double) alarms / normals;
      boolean far = recall - lastRecall >= step || rate - lastRate >= step;
      if (far || i == scores.length - 1) {
        points.add(new CurvePoint(scores[i], rate, recall, (double) found / (found + alarms)));
        lastRecall = recall;
        lastRate = rate;
      }
    }
    return points;
  }

  /** The best harmonic mean of precision and recall over all thresholds, chosen by the labels. */
  public CurvePoint bestF1() {
    CurvePoint best = new CurvePoint(Double.POSITIVE_INFINITY, 0, 0, 0);
    double bestF1 = -1;
    long found = 0;
    long alarms = 0;
    for (int i = 0; i < scores.length; i++) {
      found += hits[i];
      alarms += falseAlarms[i];
      double f1 = 2.0 * found / (found + alarms + anomalies);
      if (f1 > bestF1) {
        bestF1 = f1;
        best =
            new CurvePoint(
                scores[i],
                (double) alarms / normals,
                (double) found / anomalies,
                (double) found / (found + alarms));
      }
    }
    return best;
  }
}
