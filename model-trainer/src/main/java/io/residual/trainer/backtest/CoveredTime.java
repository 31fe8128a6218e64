package io.residual.trainer.backtest;

import java.util.Map;
import java.util.TreeMap;

/**
 * How much time records cover, for counts a day. It is the time from the first to the last, but a
 * gap counts for a day at most: a record with the clock of another century, or a year that nobody
 * recorded, would make every rate look small.
 *
 * <p>Remembers the first and last event time of every hour that has records. Not thread safe.
 */
public final class CoveredTime {

  /** A day. */
  public static final long DAY_MILLIS = 86_400_000;

  private static final long HOUR_MILLIS = 3_600_000;

  /** By hour since 1970: first and last event time in it. */
  private final TreeMap<Long, long[]> hours = new TreeMap<>();

  private long[] latest;
  private long latestHour = Long.MIN_VALUE;

  /** Takes a record's event time into account. */
  void add(long eventTimeMillis) {
    long hour = Math.floorDiv(eventTimeMillis, HOUR_MILLIS);
    if (hour != latestHour) {
      latest = hours.computeIfAbsent(hour, h -> new long[] {eventTimeMillis, eventTimeMillis});
      latestHour = hour;
    }
    latest[0] = Math.min(latest[0], eventTimeMillis);
    latest[1] = Math.max(latest[1], eventTimeMillis);
  }

  /** Event time of the earliest record; there must be one. */
  public long firstMillis() {
    return hours.firstEntry().getValue()[0];
  }

  /** Event time of the latest record; there must be one. */
  public long lastMillis() {
    return hours.lastEntry().getValue()[1];
  }

  /** The time that is covered; 0 for one record. */
  public double millis() {
    double covered = 0;
    long[] before = null;
    for (Map.Entry<Long, long[]> hour : hours.entrySet()) {
      long[] times = hour.getValue();
      covered += times[1] - times[0];
      if (before != null) {
        // As double: the difference of two far-off times does not overflow.
        covered += Math.min(DAY_MILLIS, (double) times[0] - before[1]);
      }
      before = times;
    }
    return covered;
  }
}
