package io.residual.benchmark.quality;

import io.residual.trainer.evaluate.RankMetrics;
import java.util.Locale;

/**
 * How a detector did in a trial.
 *
 * @param group of the set
 * @param set name of the set
 * @param protocol how its rows were split
 * @param seed of split and detector
 * @param detector its name
 * @param auroc area under the receiver operating characteristic; NaN if it failed
 * @param averagePrecision see {@link RankMetrics}; NaN if it failed
 * @param rate of anomalies among the test rows; the average precision of random scores
 * @param trainingSeconds wall-clock time
 * @param scoringSeconds wall-clock time for all test rows
 * @param testRows how many were scored
 * @param note the detector's, or why it failed
 */
record Outcome(
    Group group,
    String set,
    String protocol,
    long seed,
    String detector,
    double auroc,
    double averagePrecision,
    double rate,
    double trainingSeconds,
    double scoringSeconds,
    int testRows,
    String note) {

  static Outcome of(Trial trial, Detector detector, LabelledScores result) {
    Scored scored = result.scored();
    RankMetrics ranks = RankMetrics.of(scored.scores(), result.anomalies());
    return new Outcome(
        trial.group(),
        trial.set(),
        trial.protocol(),
        trial.seed(),
        detector.name(),
        ranks.auroc(),
        ranks.averagePrecision(),
        (double) ranks.anomalies() / (ranks.anomalies() + ranks.normals()),
        scored.trainingSeconds(),
        scored.scoringSeconds(),
        scored.scores().length,
        scored.note());
  }

  static Outcome failed(Trial trial, Detector detector, Exception failure) {
    return new Outcome(
        trial.group(),
        trial.set(),
        trial.protocol(),
        trial.seed(),
        detector.name(),
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        0,
        "failed: " + failure);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s %s, seed %d, %s: AUROC %.4f, AP %.4f, %.1f s + %.1f s %s",
        set,
        protocol,
        seed,
        detector,
        auroc,
        averagePrecision,
        trainingSeconds,
        scoringSeconds,
        note);
  }
}
