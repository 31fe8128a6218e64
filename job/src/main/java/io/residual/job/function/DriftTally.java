package io.residual.job.function;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.bundle.ModelFingerprint;
import io.residual.model.drift.DriftBins;
import io.residual.model.drift.DriftCounts;
import java.io.IOException;

/**
 * Counts scored records by bin until there are enough to hand on: a merging operator then sees a
 * few messages a window, not one a record. Not thread safe.
 */
final class DriftTally {

  private final DriftBins bins;
  private final long model;
  private final long every;
  private DriftCounts counts;
  private long records;
  private long firstMillis;
  private long lastMillis;

  /**
   * A tally for a bundle's model.
   *
   * @param every how many records are handed on together, about
   */
  DriftTally(ModelBundle bundle, long every) throws IOException {
    this.bins = DriftBins.of(bundle);
    this.model = ModelFingerprint.of(bundle.manifest());
    this.every = Math.max(1, every);
    begin(DriftCounts.none(model, bins.size()));
  }

  private void begin(DriftCounts from) {
    counts = from;
    records = from.records();
    firstMillis = from.firstMillis();
    lastMillis = from.lastMillis();
  }

  /** Goes on with counts that were stored; those of another model are left out. */
  void restore(DriftCounts stored) {
    if (stored.fits(model, bins.size())) {
      begin(soFar().plus(stored));
    }
  }

  /** Counts a record, see {@link DriftBins#count}. */
  void count(float[] rows, int start, double error, long eventTimeMillis) {
    bins.count(rows, start, error, records, counts.counts());
    records++;
    firstMillis = Math.min(firstMillis, eventTimeMillis);
    lastMillis = Math.max(lastMillis, eventTimeMillis);
  }

  /** What was counted since the last hand-over. */
  DriftCounts soFar() {
    return new DriftCounts(model, records, firstMillis, lastMillis, counts.counts());
  }

  /** What is to be handed on now; null if it is not enough yet. */
  DriftCounts handOver() {
    if (records < every) {
      return null;
    }
    DriftCounts full = soFar();
    begin(DriftCounts.none(model, bins.size()));
    return full;
  }
}
