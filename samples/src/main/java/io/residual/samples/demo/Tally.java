package io.residual.samples.demo;

import io.residual.samples.dataset.Label;
import io.residual.trainer.evaluate.RankMetrics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Joins what was sent with what came out, record by record, and keeps the score.
 *
 * <p>Thread safe. Remembers a record only until all that is known of it has arrived, and of its
 * outcome the error and the label.
 */
final class Tally {

  private final Map<String, Label> awaitingScore = new HashMap<>();
  private final Map<String, Label> awaitingAlert = new HashMap<>();
  private final Set<String> earlyLetters = new HashSet<>();
  private final Map<String, double[]> earlyErrors = new HashMap<>();
  private final Set<String> earlyAlerts = new HashSet<>();
  private final Map<String, KindTally> kinds = new TreeMap<>();
  private double[] errors = new double[1024];
  private boolean[] anomalous = new boolean[1024];
  private int ranked;
  private long seen;
  private long scored;
  private long expectedAlerts;
  private long deadLettered;
  private long alerts;
  private long trueAlerts;
  private long falseAlerts;
  private long uncountedAlerts;
  private long anomalies;

  /** A record on the input topic. */
  synchronized void sent(String id, Label label) {
    seen++;
    if (label.state() == Label.State.ANOMALY) {
      anomalies++;
      kinds.computeIfAbsent(label.kind(), kind -> new KindTally()).expect(label.incident());
    }
    if (earlyLetters.remove(id)) {
      return;
    }
    double[] early = earlyErrors.remove(id);
    if (early != null) {
      judge(id, label, early[0], early[1]);
    } else {
      awaitingScore.put(id, label);
    }
  }

  /** A record on the scores topic; a model fault has an error that is not finite. */
  synchronized void scored(String id, double error, double threshold) {
    scored++;
    Label label = awaitingScore.remove(id);
    if (label == null) {
      earlyErrors.put(id, new double[] {error, threshold});
    } else {
      judge(id, label, error, threshold);
    }
  }

  /** A record on the dead-letter topic. */
  synchronized void deadLettered(String id) {
    deadLettered++;
    if (awaitingScore.remove(id) == null) {
      earlyLetters.add(id);
    }
  }

  /** A record on the alert topic. */
  synchronized void alerted(String id) {
    alerts++;
    Label label = awaitingAlert.remove(id);
    if (label == null) {
      earlyAlerts.add(id);
    } else {
      count(label);
    }
  }

  private void judge(String id, Label label, double error, double threshold) {
    boolean ranks = label.state() == Label.State.ANOMALY || label.state() == Label.State.NORMAL;
    if (ranks && Double.isFinite(error)) {
      if (ranked == errors.length) {
        errors = Arrays.copyOf(errors, 2 * ranked);
        anomalous = Arrays.copyOf(anomalous, 2 * ranked);
      }
      errors[ranked] = error;
      anomalous[ranked++] = label.isAnomaly();
    }
    if (!(error <= threshold)) {
      expectedAlerts++;
      if (earlyAlerts.remove(id)) {
        count(label);
      } else {
        awaitingAlert.put(id, label);
      }
    }
  }

  private void count(Label label) {
    if (label.state() == Label.State.ANOMALY) {
      trueAlerts++;
      kinds.get(label.kind()).find(label.incident());
    } else if (label.state() == Label.State.NORMAL) {
      falseAlerts++;
    } else {
      uncountedAlerts++;
    }
  }

  /** Whether the outcome of so many records is known, alerts included. */
  synchronized boolean isComplete(long sent) {
    return isScored(sent) && alerts >= expectedAlerts;
  }

  /** Whether so many records are scored or refused; their alerts may still be on their way. */
  synchronized boolean isScored(long sent) {
    return seen == sent && scored + deadLettered >= sent && earlyErrors.isEmpty();
  }

  /** Records whose outcome has arrived; grows as long as the job makes progress. */
  synchronized long progress() {
    return seen + scored + deadLettered + alerts;
  }

  /** What is known so far. */
  synchronized DetectionReport report() {
    RankMetrics ranks =
        RankMetrics.of(Arrays.copyOf(errors, ranked), Arrays.copyOf(anomalous, ranked));
    Map<String, DetectionReport.Kind> byKind = new TreeMap<>();
    kinds.forEach((kind, tally) -> byKind.put(kind, tally.report()));
    return new DetectionReport(
        seen,
        scored,
        deadLettered,
        alerts,
        anomalies,
        trueAlerts,
        falseAlerts,
        uncountedAlerts,
        ratio(trueAlerts, trueAlerts + falseAlerts),
        ratio(trueAlerts, anomalies),
        ranks.auroc(),
        ranks.averagePrecision(),
        byKind);
  }

  static double ratio(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }

  /** The score of one kind of fault. */
  private static final class KindTally {

    private final Set<Integer> incidents = new HashSet<>();
    private final Set<Integer> found = new HashSet<>();
    private long records;
    private long alerted;

    void expect(int incident) {
      records++;
      incidents.add(incident);
    }

    void find(int incident) {
      alerted++;
      found.add(incident);
    }

    DetectionReport.Kind report() {
      return new DetectionReport.Kind(
          records, alerted, ratio(alerted, records), incidents.size(), found.size());
    }
  }
}
