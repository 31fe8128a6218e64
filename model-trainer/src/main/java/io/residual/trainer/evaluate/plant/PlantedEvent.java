package io.residual.trainer.evaluate.plant;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One planted anomaly.
 *
 * @param edits what changes, by the index of the row among the captured ones; rows whose value
 *     would not change are not in it
 */
public record PlantedEvent(Map<Integer, List<Edit>> edits) {

  /** Copies the map, in the order of rows. */
  public PlantedEvent {
    edits = Collections.unmodifiableMap(new TreeMap<>(edits));
  }

  /** Indices of the changed rows, in order. */
  public List<Integer> rows() {
    return List.copyOf(edits.keySet());
  }
}
