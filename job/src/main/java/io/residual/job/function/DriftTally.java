package io.residual.job.function;

import io.residual.model.drift.DriftBins;
import io.residual.model.drift.DriftCounts;

/** Counts scored records of one window by bin. Not thread safe. */
final class DriftTally {

  private final DriftBins bins;
  private final long model;
  private DriftCounts counts;
  private long records;
  private long firstMillis;
  private long lastMillis;
  private long handedOn;

  /** A tally of a model's records. */
  DriftTally(DriftBins bins, long model) {
    this.bins = bins;
    this.model = model;
    begin(DriftCounts.none(model, bins.size()));
  }

  private void begin(DriftCounts from) {
    counts = from;
    records = from.records();
    firstMillis = from.firstMillis();
    lastMillis = from.lastMillis();
  }

  /** Goes on with counts of the same model that were stored. */
  void restore(DriftCounts stored) {
    begin(soFar().plus(stored));
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

  /** How many records were counted since the last hand-over. */
  long records() {
    return records;
  }

  /** How many records were handed on. */
  long handedOn() {
    return handedOn;
  }

  /** What was counted since the last hand-over; counts from none again. */
  DriftCounts handOver() {
    DriftCounts full = soFar();
    handedOn += full.records();
    begin(DriftCounts.none(model, bins.size()));
    return full;
  }
}
