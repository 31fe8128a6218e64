package io.residual.model.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Compares windows of event time with training, one after the other: of an hour from each full hour
 * on, whatever comes in it. Immutable; as thread safe as its bins.
 *
 * <p>Counts of several windows may come mixed: subtasks are not equally fast, records are late,
 * clocks are wrong. A window is over when records that are later than its end by an eighth of a
 * window prevail over its own: each part of them adds its records to a count, each part of its own
 * takes its records from that, to 0 at the lowest, and the count must reach {@value #LEAST} and a
 * sixteenth of the window's records. A part adds half of that at most: a subtask that only sees
 * wrong clocks does not end a window by one part. So clocks that are years ahead end none as long
 * as most are right, and the next hour soon does.
 *
 * <p>What comes for a window that is over is compared by itself, if it is enough. Fewer than
 * {@value #LEAST} records tell nothing and are left out: of a clock that is behind, no more are
 * together before the others prevail again. No more than {@value #MOST_OPEN} windows are open; of
 * those for which nothing has just come, that with the fewest records gives way.
 */
public final class TimedDriftMonitor {

  /** Records that are worth comparing. */
  public static final int LEAST = 100;

  /** Many more than clocks are likely to be wrong: the hour that begins has few records, too. */
  static final int MOST_OPEN = 64;

  private static final double LATE = 1 / 8.0;

  /** Of how many of its own records one later one must come, so that a window is over. */
  private static final int OWN = 16;

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
    NavigableMap<Long, DriftState> open = new TreeMap<>();
    for (DriftState state : states) {
      if (state.counts().records() > 0) {
        open.put(number(state.counts()), state);
      }
    }
    boolean[] drifted = states.get(0).drifted();
    long newest = number(more);
    open.put(newest, grown(open.get(newest), more, drifted));
    // As double: far-off times do not overflow.
    open.replaceAll(
        (number, state) ->
            more.lastMillis() >= (number + 1 + LATE) * windowMillis ? passed(state, more) : state);
    List<DriftReport> reports = new ArrayList<>();
    for (Long over = over(open, newest); over != null; over = over(open, newest)) {
      DriftCounts counts = open.remove(over).counts();
      if (counts.records() >= LEAST) {
        DriftMonitor.Step judged = monitor.judged(counts, drifted);
        drifted = judged.next().drifted();
        judged.report().ifPresent(reports::add);
      }
    }
    List<DriftState> next = new ArrayList<>();
    for (DriftState state : open.values()) {
      next.add(new DriftState(state.counts(), drifted, state.later()));
    }
    return new Step(next, reports);
  }

  private long number(DriftCounts counts) {
    return Math.floorDiv(counts.firstMillis(), windowMillis);
  }

  private static DriftState grown(DriftState state, DriftCounts own, boolean[] drifted) {
    return state == null
        ? new DriftState(own, drifted)
        : new DriftState(
            state.counts().plus(own), drifted, Math.max(0, state.later() - own.records()));
  }

  private static DriftState passed(DriftState state, DriftCounts later) {
    long counted = Math.min(later.records(), (enough(state) + 1) / 2);
    return new DriftState(state.counts(), state.drifted(), state.later() + counted);
  }

  /** By how many later records must prevail. */
  private static long enough(DriftState state) {
    return Math.max(LEAST, state.counts().records() / OWN);
  }

  /** A window that is over, the earliest; null if none is. */
  private static Long over(NavigableMap<Long, DriftState> open, long newest) {
    for (Map.Entry<Long, DriftState> window : open.entrySet()) {
      if (window.getValue().later() >= enough(window.getValue())) {
        return window.getKey();
      }
    }
    return open.size() <= MOST_OPEN ? null : smallest(open, newest);
  }

  private static Long smallest(NavigableMap<Long, DriftState> open, long newest) {
    return open.entrySet().stream()
        .filter(window -> window.getKey() != newest)
        .min(Comparator.comparingLong(window -> window.getValue().counts().records()))
        .orElseThrow()
        .getKey();
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
