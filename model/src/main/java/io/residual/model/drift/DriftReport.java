package io.residual.model.drift;

import io.residual.model.profile.FieldDrift;
import java.util.List;

/**
 * What a window of records says about drift.
 *
 * @param records in the window
 * @param firstMillis earliest event time in it
 * @param lastMillis latest event time in it
 * @param series all that is watched
 * @param news whether people should hear of it: something new has drifted much, or nothing does any
 *     more that did
 */
public record DriftReport(
    long records, long firstMillis, long lastMillis, List<SeriesDrift> series, boolean news) {

  /** Copies the list. */
  public DriftReport {
    series = List.copyOf(series);
  }

  /** Whether the model should be trained again: something has drifted much. */
  public boolean retrainingDue() {
    return series.stream().anyMatch(DriftReport::much);
  }

  static boolean much(SeriesDrift drift) {
    return drift.shift().level() == FieldDrift.Level.MUCH;
  }
}
