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
  private long newest = -1;

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

  /**
   * Counts a record, see {@link DriftBins#count}.
   *
   * @param number of the record among all of the subtask's, rising
   */
  void count(float[] rows, int start, double error, long number, long eventTimeMillis) {
    // A subtask numbers its records anew when it restarts: their time keeps one that often does
    // from always choosing the same few. The factor is that of Fibonacci hashing (Knuth).
    long chance = eventTimeMillis ^ (number * 0x9e3779b97f4a7c15L);
    bins.count(rows, start, error, chance, counts.counts());
    newest = number;
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

  /** How many records were counted, handed on or not. */
  long total() {
    return handedOn + records;
  }

  /** Number of the newest record. */
  long newest() {
    return newest;
  }

  /** What was counted since the last hand-over; counts from none again. */
  DriftCounts handOver() {
    DriftCounts full = soFar();
    handedOn += full.records();
    begin(DriftCounts.none(model, bins.size()));
    return full;
  }
}
