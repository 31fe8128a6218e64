package io.residual.trainer.backtest;

import io.residual.model.bundle.Manifest;
import io.residual.model.config.DetectionSettings;
import io.residual.model.detect.Detection;
import io.residual.model.detect.Detector;
import io.residual.model.detect.EntityState;
import io.residual.model.detect.ScoredInput;
import io.residual.model.feedback.RecentAlerts;
import io.residual.model.feedback.Verdict;
import io.residual.model.feedback.VerdictBook;
import io.residual.model.policy.Excuses;
import io.residual.model.policy.PolicyDecision;
import io.residual.model.policy.Suppression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One setting at work: its detector, and what it remembers of every entity. Not thread safe. */
final class VariantRun {

  private final Detector detector;
  private final Map<String, EntityState> states = new HashMap<>();
  private final VerdictBook verdicts;
  private final Map<String, RecentAlerts> alerts = new HashMap<>();
  private final AlertTally tally;

  /**
   * A setting on the model.
   *
   * @param said what people have said; all of it known from the beginning
   */
  VariantRun(Manifest manifest, Variant variant, List<Verdict> said) {
    DetectionSettings settings = variant.settings();
    detector = new Detector(manifest, settings.threshold(), settings.alerts());
    tally = new AlertTally(variant);
    verdicts = new VerdictBook(manifest, settings.alerts());
    said.forEach(verdicts::put);
  }

  AlertTally tally() {
    return tally;
  }

  /** Decides about the next record of an entity. */
  Detection observe(String entity, ScoredInput record) {
    Detection detection = detector.observe(states.get(entity), record, excuses(entity));
    states.put(entity, detection.next());
    remember(entity, record, detection);
    if (detection.conspicuous()) {
      tally.addAbove();
    }
    PolicyDecision decision = detection.decision();
    tally.addRecord(decision.inIncident());
    decision.suppressed().map(Suppression::code).ifPresent(tally::addSuppressed);
    if (decision.closed().isPresent()) {
      tally.addClosed();
    }
    if (decision.opened()) {
      tally.addIncident();
    }
    return detection;
  }

  private Excuses excuses(String entity) {
    return verdicts.size() == 0
        ? Excuses.NONE
        : verdicts.of(entity, alerts.getOrDefault(entity, RecentAlerts.NONE));
  }

  /** Only verdicts ask for it. */
  private void remember(String entity, ScoredInput record, Detection detection) {
    if (verdicts.size() > 0 && detection.decision().raised()) {
      RecentAlerts before = alerts.getOrDefault(entity, RecentAlerts.NONE);
      alerts.put(entity, verdicts.remember(before, detection, record, detector::evidence));
    }
  }
}
