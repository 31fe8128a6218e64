package io.residual.model.drift;

import java.util.List;
import java.util.Optional;

/**
 * Sums counts up until a window is full and compares it with training. Immutable; as thread safe as
 * its bins.
 *
 * <p>A window is full when it has enough records and spans enough event time: by records alone a
 * busy night would be compared with all hours of the training.
 */
public final class DriftMonitor {

  private final DriftBins bins;
  private final long model;
  private final long windowRecords;
  private final long windowMillis;

  /**
   * A monitor.
   *
   * @param model fingerprint of the model
   * @param windowRecords a window has at least, at least 1
   * @param windowMillis event time that a window spans at least; 0 for any
   */
  public DriftMonitor(DriftBins bins, long model, long windowRecords, long windowMillis) {
    this.bins = bins;
    this.model = model;
    this.windowRecords = windowRecords;
    this.windowMillis = windowMillis;
  }

  /** What is known at the beginning: nothing. */
  public DriftState initial() {
    return new DriftState(DriftCounts.none(model, bins.size()), new boolean[bins.names().size()]);
  }

  /** A stored state, or the initial one if it is another model's. */
  public DriftState restored(DriftState state) {
    return state.counts().fits(model, bins.size()) && state.drifted().length == bins.names().size()
        ? state
        : initial();
  }

  /** Whether counts are of this model. */
  boolean knows(DriftCounts counts) {
    return counts.fits(model, bins.size());
  }

  /**
   * Takes more counts; those of another model are left out.
   *
   * @return the state to go on with, and a report if the window is full
   */
  public Step add(DriftState state, DriftCounts more) {
    if (!knows(more)) {
      return new Step(state, Optional.empty());
    }
    DriftCounts sum = state.counts().plus(more);
    // As double: the difference of two far-off times does not overflow.
    boolean full =
        sum.records() >= windowRecords
            && (double) sum.lastMillis() - sum.firstMillis() >= windowMillis;
    if (!full) {
      return new Step(new DriftState(sum, state.drifted()), Optional.empty());
    }
    return judged(sum, state.drifted());
  }

  /** Compares a window that is over, whatever is in it. */
  Step judged(DriftCounts sum, boolean[] driftedBefore) {
    List<SeriesDrift> series = bins.compare(sum.counts());
    boolean[] drifted = new boolean[series.size()];
    boolean joins = false;
    boolean before = false;
    boolean now = false;
    for (int s = 0; s < drifted.length; s++) {
      drifted[s] = DriftReport.much(series.get(s));
      joins |= drifted[s] && !driftedBefore[s];
      before |= driftedBefore[s];
      now |= drifted[s];
    }
    DriftReport report =
        new DriftReport(
            sum.records(), sum.firstMillis(), sum.lastMillis(), series, joins || (before && !now));
    return new Step(
        new DriftState(DriftCounts.none(model, bins.size()), drifted), Optional.of(report));
  }

  /** What comes of taking counts. */
  public record Step(DriftState next, Optional<DriftReport> report) {}
}
