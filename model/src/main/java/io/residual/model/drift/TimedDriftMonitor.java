package io.residual.model.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Compares windows of event time with training, one after the other: of an hour from each full hour
 * on, whatever comes in it. Immutable; as thread safe as its bins.
 *
 * <p>Counts of several windows may come mixed: subtasks are not equally fast, records are late. A
 * window is over when {@value #LEAST} records of a later one have come and the last of them is an
 * eighth of a window past its end. What comes for it after that is compared by itself, if it is
 * enough. Fewer than {@value #LEAST} records tell nothing and are left out: so a single clock that
 * is years ahead or behind neither ends a window nor is one. No more than {@value #MOST_OPEN}
 * windows are open; that with the fewest records gives way.
 */
public final class TimedDriftMonitor {

  /** Records that are worth comparing. */
  public static final int LEAST = 100;

  private static final int MOST_OPEN = 8;
  private static final double LATE = 1 / 8.0;

  private final DriftMonitor monitor;
  private final long windowMillis;

  /**
   * A monitor of windows of the given length.
   *
   * @param monitor that compares them
   * @param windowMillis at least 1
   */
  public TimedDriftMonitor(DriftMonitor monitor, long windowMillis) {
    this.monitor = monitor;
    this.windowMillis = windowMillis;
  }

  /**
   * Takes more counts, all of one window; those of another model are left out.
   *
   * @param states what is known, in any order, one for each open window; at least one
   * @return the states to go on with, and reports on windows that are over, the earliest first
   */
  public Step add(List<DriftState> states, DriftCounts more) {
    if (more.records() == 0 || !monitor.knows(more)) {
      return new Step(states, List.of());
    }
    NavigableMap<Long, DriftCounts> open = new TreeMap<>();
    for (DriftState state : states) {
      open(open, state.counts());
    }
    open(open, more);
    boolean[] drifted = states.get(0).drifted();
    List<DriftReport> reports = new ArrayList<>();
    for (Long over = over(open); over != null; over = over(open)) {
      DriftCounts counts = open.remove(over);
      if (counts.records() >= LEAST) {
        DriftMonitor.Step judged = monitor.judged(counts, drifted);
        drifted = judged.next().drifted();
        judged.report().ifPresent(reports::add);
      }
    }
    List<DriftState> next = new ArrayList<>();
    for (DriftCounts counts : open.values()) {
      next.add(new DriftState(counts, drifted));
    }
    return new Step(next, reports);
  }

  private void open(Map<Long, DriftCounts> open, DriftCounts counts) {
    if (counts.records() > 0) {
      open.merge(Math.floorDiv(counts.firstMillis(), windowMillis), counts, DriftCounts::plus);
    }
  }

  /** A window that is over; null if none is. */
  private Long over(NavigableMap<Long, DriftCounts> open) {
    double latest = Double.NEGATIVE_INFINITY;
    Long over = null;
    for (Map.Entry<Long, DriftCounts> window : open.descendingMap().entrySet()) {
      // As double: far-off times do not overflow.
      double end = ((double) window.getKey() + 1) * windowMillis;
      if (latest >= end + LATE * windowMillis) {
        over = window.getKey();
      }
      if (window.getValue().records() >= LEAST) {
        latest = Math.max(latest, (double) window.getValue().lastMillis());
      }
    }
    return over != null || open.size() <= MOST_OPEN ? over : smallest(open);
  }

  private static Long smallest(NavigableMap<Long, DriftCounts> open) {
    Map.Entry<Long, DriftCounts> smallest = open.firstEntry();
    for (Map.Entry<Long, DriftCounts> window : open.entrySet()) {
      if (window.getValue().records() < smallest.getValue().records()) {
        smallest = window;
      }
    }
    return smallest.getKey();
  }

  /** What comes of taking counts; there is always a state. */
  public record Step(List<DriftState> next, List<DriftReport> reports) {

    /** Copies the lists. */
    public Step {
      next = List.copyOf(next);
      reports = List.copyOf(reports);
    }
  }
}
