package io.residual.trainer.backtest;

import io.residual.model.bundle.Manifest;
import io.residual.trainer.data.BadRows;
import java.util.Comparator;
import java.util.List;

/**
 * What a backtest found.
 *
 * @param manifest of the model
 * @param input name of the history
 * @param records that were gone over, those that cannot be read included
 * @param bad records that the job would send to the dead letters
 * @param tallies of all settings; the first is the one whose alerts were made
 * @param entities what became of each under the first setting, in no order
 * @param covered event time that the scored records cover
 * @param labelled whether records have labels
 * @param events labelled events
 */
public record BacktestResult(
    Manifest manifest,
    String input,
    long records,
    BadRows bad,
    List<AlertTally> tallies,
    List<EntityTally> entities,
    CoveredTime covered,
    boolean labelled,
    int events) {

  /** Copies the lists; entities with the most alerts come first, then by name. */
  public BacktestResult {
    tallies = List.copyOf(tallies);
    entities =
        entities.stream()
            .sorted(
                Comparator.comparingLong(EntityTally::alerts)
                    .reversed()
                    .thenComparing(EntityTally::entity))
            .toList();
  }

  /** What came of the setting whose alerts were made. */
  public AlertTally main() {
    return tallies.get(0);
  }

  /** Records that were scored. */
  public long scored() {
    return records - bad.count();
  }

  /**
   * Alerts, incidents or whatever was counted in a day of the whole history; NaN if it has no
   * length.
   */
  public double perDay(long count) {
    double days = covered.millis() / CoveredTime.DAY_MILLIS;
    return days > 0 ? count / days : Double.NaN;
  }

  /** The same in a day of one entity, of its own time. */
  public double perEntityDay(long count) {
    double millis = 0;
    for (EntityTally entity : entities) {
      // An entity cannot have been there for longer than there were records.
      millis += Math.min(covered.millis(), (double) entity.lastMillis() - entity.firstMillis());
    }
    return millis > 0 ? count / (millis / CoveredTime.DAY_MILLIS) : Double.NaN;
  }
}
