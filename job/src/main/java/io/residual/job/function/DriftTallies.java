package io.residual.job.function;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.bundle.ModelFingerprint;
import io.residual.model.drift.DriftBins;
import io.residual.model.drift.DriftCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts scored records by window and bin until there are enough to hand on: a merging operator
 * then sees a few messages a window, not one a record. Windows of event time of which no record
 * comes any more are handed on as they are. No more than {@value #MOST} are counted at once;
 * records of further ones are left out. Not thread safe.
 */
final class DriftTallies {

  private static final int MOST = 8;

  private final DriftBins bins;
  private final long model;
  private final DriftWindow window;
  private final int parallelism;
  private final TreeMap<Long, DriftTally> tallies = new TreeMap<>();
  private final Set<Long> touched = new HashSet<>();

  /** Tallies for a bundle's model, one of so many subtasks'. */
  DriftTallies(ModelBundle bundle, DriftWindow window, int parallelism) throws IOException {
    this.bins = DriftBins.of(bundle);
    this.model = ModelFingerprint.of(bundle.manifest());
    this.window = window;
    this.parallelism = parallelism;
  }

  /** Goes on with counts that were stored; those of another model are left out. */
  void restore(DriftCounts stored) {
    if (stored.records() > 0 && stored.fits(model, bins.size())) {
      tally(window.of(stored.firstMillis())).restore(stored);
    }
  }

  private DriftTally tally(long number) {
    return tallies.computeIfAbsent(number, n -> new DriftTally(bins, model));
  }

  /** Counts a record, see {@link DriftBins#count}. */
  void count(float[] rows, int start, double error, long eventTimeMillis) {
    long number = window.of(eventTimeMillis);
    if (tallies.size() < MOST || tallies.containsKey(number)) {
      tally(number).count(rows, start, error, eventTimeMillis);
      touched.add(number);
    }
  }

  /** All that was not handed on. */
  List<DriftCounts> soFar() {
    List<DriftCounts> all = new ArrayList<>();
    for (DriftTally tally : tallies.values()) {
      all.add(tally.soFar());
    }
    return all;
  }

  /** What is to be handed on after a batch; null if nothing is. */
  DriftCounts handOver() {
    DriftCounts full = null;
    Iterator<Long> numbers = List.copyOf(tallies.keySet()).iterator();
    while (full == null && numbers.hasNext()) {
      long number = numbers.next();
      DriftTally tally = tallies.get(number);
      boolean passed = tallies.size() > 1 && !touched.contains(number);
      if (passed) {
        tallies.remove(number);
      }
      if (tally.records() >= (passed ? 1 : window.part(parallelism, tally.handedOn()))) {
        full = tally.handOver();
      }
    }
    touched.clear();
    return full;
  }
}
