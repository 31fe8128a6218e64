package io.residual.trainer.backtest;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs of anomalous records of an entity, as they come, and which settings find them. No record
 * counts as found because a neighbour is. Not thread safe.
 */
final class LabelledEvents {

  /** For entities whose last record was anomalous: which settings have found that event. */
  private final Map<String, BitSet> open = new HashMap<>();

  private int events;

  /** Takes the next record; called before the settings' verdicts on it. */
  void record(String entity, boolean anomalous) {
    if (!anomalous) {
      open.remove(entity);
    } else if (open.putIfAbsent(entity, new BitSet()) == null) {
      events++;
    }
  }

  /** Whether the alert of a setting is the first in an event. */
  boolean finds(String entity, int variant) {
    BitSet found = open.get(entity);
    if (found == null || found.get(variant)) {
      return false;
    }
    found.set(variant);
    return true;
  }

  /** Events so far. */
  int count() {
    return events;
  }
}
