package io.residual.trainer.backtest;

import io.residual.model.bundle.Manifest;
import io.residual.model.config.DetectionSettings;
import io.residual.model.detect.Detection;
import io.residual.model.detect.Detector;
import io.residual.model.detect.EntityState;
import io.residual.model.detect.ScoredInput;
import io.residual.model.policy.PolicyDecision;
import io.residual.model.policy.Suppression;
import java.util.HashMap;
import java.util.Map;

/** One setting at work: its detector, and what it remembers of every entity. Not thread safe. */
final class VariantRun {

  private final Detector detector;
  private final Map<String, EntityState> states = new HashMap<>();
  private final AlertTally tally;

  VariantRun(Manifest manifest, Variant variant) {
    DetectionSettings settings = variant.settings();
    detector = new Detector(manifest, settings.threshold(), settings.alerts());
    tally = new AlertTally(variant);
  }

  AlertTally tally() {
    return tally;
  }

  /** Decides about the next record of an entity. */
  Detection observe(String entity, ScoredInput record) {
    Detection detection = detector.observe(states.get(entity), record);
    states.put(entity, detection.next());
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
}
