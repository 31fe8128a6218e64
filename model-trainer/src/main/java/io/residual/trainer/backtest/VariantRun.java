package io.residual.trainer.backtest;

import io.residual.model.bundle.Manifest;
import io.residual.model.detect.Detection;
import io.residual.model.detect.Detector;
import io.residual.model.detect.EntityState;
import java.util.HashMap;
import java.util.Map;

/** One setting at work: its detector, and what it remembers of every entity. Not thread safe. */
final class VariantRun {

  private final Detector detector;
  private final Map<String, EntityState> states = new HashMap<>();
  private final AlertTally tally;

  VariantRun(Manifest manifest, Variant variant) {
    detector = new Detector(manifest, variant.settings().threshold());
    tally = new AlertTally(variant);
  }

  AlertTally tally() {
    return tally;
  }

  /** Decides about the next record of an entity. */
  Detection observe(String entity, long eventTimeMillis, double error) {
    Detection detection = detector.observe(states.get(entity), error, eventTimeMillis);
    states.put(entity, detection.next());
    if (detection.modelFault() || detection.anomalous()) {
      tally.addAbove();
    }
    return detection;
  }
}
