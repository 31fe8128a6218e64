package io.residual.benchmark.quality;

import io.residual.trainer.evaluate.metric.RankCounts;
import io.residual.trainer.evaluate.metric.ScoreRanking;
import java.util.Locale;

/** How a detector did in a trial. */
final class Result {

  private final Trial trial;
  private final String detector;
  private final LabelledScores scores;
  private final RankCounts ranks;
  private final String note;

  private Result(
      Trial trial, String detector, LabelledScores scores, RankCounts ranks, String note) {
    this.trial = trial;
    this.detector = detector;
    this.scores = scores;
    this.ranks = ranks;
    this.note = note;
  }

  static Result of(Trial trial, Detector detector, LabelledScores scores) {
    RankCounts ranks = ScoreRanking.of(scores.scored().scores()).counts(scores.anomalies());
    return new Result(trial, detector.name(), scores, ranks, scores.scored().note());
  }

  static Result failed(Trial trial, Detector detector, Exception failure) {
    return new Result(trial, detector.name(), null, null, "failed: " + failure);
  }

  Trial trial() {
    return trial;
  }

  String set() {
    return trial.set();
  }

  long seed() {
    return trial.seed();
  }

  String detector() {
    return detector;
  }

  boolean failed() {
    return scores == null;
  }

  /** What it gave; not of a failed trial. */
  Scored scored() {
    return scores.scored();
  }

  /** The labels of the test rows; not of a failed trial. */
  boolean[] anomalies() {
    return scores.anomalies();
  }

  /** Whether there are rows of both kinds to be told apart; not said of a failed trial. */
  boolean oneClass() {
    return !failed() && (ranks.anomalies() == 0 || ranks.normals() == 0);
  }

  /** NaN if it failed, or if a class is absent. */
  double auroc() {
    return failed() ? Double.NaN : ranks.auroc();
  }

  /** NaN if it failed, or without anomalies. */
  double averagePrecision() {
    return failed() ? Double.NaN : ranks.averagePrecision();
  }

  /** The best over all thresholds, chosen by the labels; NaN if it failed. */
  double bestF1() {
    if (failed()) {
      return Double.NaN;
    }
    RankCounts.CurvePoint best = ranks.bestF1();
    double sum = best.precision() + best.recall();
    return sum == 0 ? 0 : 2 * best.precision() * best.recall() / sum;
  }

  /** Training and scoring; NaN if it failed. */
  double seconds() {
    return failed() ? Double.NaN : scored().trainingSeconds() + scored().scoringSeconds();
  }

  String note() {
    return note;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s %s, %s, seed %d, %s: AUROC %.4f, AP %.4f, %.1f s %s",
        trial.group(),
        set(),
        trial.protocol(),
        seed(),
        detector,
        auroc(),
        averagePrecision(),
        seconds(),
        note);
  }
}
