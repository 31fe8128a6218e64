package io.residual.job.function;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.bundle.ModelFingerprint;
import io.residual.model.drift.DriftBins;
import io.residual.model.drift.DriftCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/**
 * Counts scored records by window and bin until there are enough to hand on: a merging operator
 * then sees a few messages a window, not one a record. Not thread safe.
 *
 * <p>When one window has enough, all are handed on: so the merging operator sees together what came
 * together, and how many records one window had while another had so many. A window of event time
 * is handed on as it is when a batch had no record of it and {@value #PASSED} records of others
 * have come since its last. No more than {@value #MOST} are counted at once: that with the fewest
 * records then gives way and is handed on.
 */
final class DriftTallies {

  private static final int MOST = 32;

  /** Enough for as many clocks to take turns, few enough for an hour that is over not to wait. */
  private static final int PASSED = 8;

  private final DriftBins bins;
  private final long model;
  private final DriftWindow window;
  private final int parallelism;
  private final TreeMap<Long, DriftTally> tallies = new TreeMap<>();
  private final List<DriftCounts> ready = new ArrayList<>();
  private long counted;
  private long countedBefore;

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
    DriftTally known = tallies.get(number);
    if (known != null) {
      return known;
    }
    while (tallies.size() >= MOST) {
      long smallest =
          Collections.min(tallies.entrySet(), Comparator.comparingLong(t -> t.getValue().total()))
              .getKey();
      makeReady(tallies.remove(smallest));
    }
    DriftTally tally = new DriftTally(bins, model);
    tallies.put(number, tally);
    return tally;
  }

  private void makeReady(DriftTally tally) {
    if (tally.records() > 0) {
      ready.add(tally.handOver());
    }
  }

  /** Counts a record, see {@link DriftBins#count}. */
  void count(float[] rows, int start, double error, long eventTimeMillis) {
    tally(window.of(eventTimeMillis)).count(rows, start, error, counted++, eventTimeMillis);
  }

  /** All that was not handed on. */
  List<DriftCounts> soFar() {
    List<DriftCounts> all = new ArrayList<>(ready);
    for (DriftTally tally : tallies.values()) {
      all.add(tally.soFar());
    }
    return all;
  }

  /** What is to be handed on after a batch, each of one window; often nothing. */
  List<DriftCounts> handOver() {
    boolean full = false;
    for (Iterator<DriftTally> each = tallies.values().iterator(); each.hasNext(); ) {
      DriftTally tally = each.next();
      if (tallies.size() > 1 && tally.newest() < Math.min(countedBefore, counted - PASSED)) {
        makeReady(tally);
        each.remove();
      } else {
        full |= tally.records() >= window.part(parallelism, tally.handedOn());
      }
    }
    if (full) {
      tallies.values().forEach(this::makeReady);
    }
    countedBefore = counted;
    List<DriftCounts> all = List.copyOf(ready);
    ready.clear();
    return all;
  }
}
