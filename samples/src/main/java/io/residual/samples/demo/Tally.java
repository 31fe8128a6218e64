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
  private final Set<String> awaitedAlerts = new HashSet<>();
  private final Set<String> earlyLetters = new HashSet<>();
  private final Map<String, Score> earlyScores = new HashMap<>();
  private final Set<String> earlyAlerts = new HashSet<>();
  private final Map<String, KindTally> kinds = new TreeMap<>();
  private final Set<String> incidents = new HashSet<>();
  private final Set<String> rightIncidents = new HashSet<>();
  private double[] errors = new double[1024];
  private boolean[] anomalous = new boolean[1024];
  private int ranked;
  private long seen;
  private long scored;
  private long deadLettered;
  private long alerts;
  private long trueFlags;
  private long falseFlags;
  private long uncountedFlags;
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
    Score early = earlyScores.remove(id);
    if (early != null) {
      judge(label, early);
    } else {
      awaitingScore.put(id, label);
    }
  }

  /** A record on the scores topic. */
  synchronized void scored(String id, Score score) {
    scored++;
    if (score.raisesAlert() && !earlyAlerts.remove(id)) {
      awaitedAlerts.add(id);
    }
    Label label = awaitingScore.remove(id);
    if (label == null) {
      earlyScores.put(id, score);
    } else {
      judge(label, score);
    }
  }

  /** A record on the dead-letter topic. */
  synchronized void deadLettered(String id) {
    deadLettered++;
    if (awaitingScore.remove(id) == null) {
      earlyLetters.add(id);
    }
  }

  /** An alert on the alert topic, other than the end of an incident. */
  synchronized void alerted(String id) {
    alerts++;
    if (!awaitedAlerts.remove(id)) {
      earlyAlerts.add(id);
    }
  }

  private void judge(Label label, Score score) {
    boolean ranks = label.state() == Label.State.ANOMALY || label.state() == Label.State.NORMAL;
    if (ranks && Double.isFinite(score.error())) {
      if (ranked == errors.length) {
        errors = Arrays.copyOf(errors, 2 * ranked);
        anomalous = Arrays.copyOf(anomalous, 2 * ranked);
      }
      errors[ranked] = score.error();
      anomalous[ranked++] = label.isAnomaly();
    }
    if (score.flagged()) {
      count(label, score);
    }
  }

  private void count(Label label, Score score) {
    if (label.state() == Label.State.ANOMALY) {
      trueFlags++;
      kinds.get(label.kind()).find(label.incident(), score.raisesAlert());
    } else if (label.state() == Label.State.NORMAL) {
      falseFlags++;
    } else {
      uncountedFlags++;
    }
    if (score.incident() != null) {
      incidents.add(score.incident());
      if (label.state() != Label.State.NORMAL) {
        rightIncidents.add(score.incident());
      }
    }
  }

  /** Whether the outcome of so many records is known, alerts included. */
  synchronized boolean isComplete(long sent) {
    return isScored(sent) && awaitedAlerts.isEmpty();
  }

  /** Whether so many records are scored or refused; their alerts may still be on their way. */
  synchronized boolean isScored(long sent) {
    return seen == sent && scored + deadLettered >= sent && earlyScores.isEmpty();
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
        incidents.size(),
        incidents.size() - rightIncidents.size(),
        anomalies,
        trueFlags,
        falseFlags,
        uncountedFlags,
        ratio(trueFlags, trueFlags + falseFlags),
        ratio(trueFlags, anomalies),
        ranks.auroc(),
        ranks.averagePrecision(),
        byKind);
  }

  static double ratio(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }

  /** The score of one kind of fault. */
  private static final class KindTally {

    private final Set<Integer> faults = new HashSet<>();
    private final Set<Integer> found = new HashSet<>();
    private final Set<Integer> alerted = new HashSet<>();
    private long records;
    private long flagged;

    void expect(int fault) {
      records++;
      faults.add(fault);
    }

    void find(int fault, boolean alert) {
      flagged++;
      found.add(fault);
      if (alert) {
        alerted.add(fault);
      }
    }

    DetectionReport.Kind report() {
      return new DetectionReport.Kind(
          records, flagged, ratio(flagged, records), faults.size(), found.size(), alerted.size());
    }
  }
}
