package io.residual.trainer.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Round times for an axis: seconds, minutes, hours, days and years, as people count them. UTC. */
final class TimeTicks {

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long YEAR = 365 * DAY;

  private static final long[] STEPS = {
    SECOND,
    5 * SECOND,
    15 * SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    30 * DAY,
    91 * DAY
  };

  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAYS = DateTimeFormatter.ofPattern("MM-dd");
  private static final DateTimeFormatter MONTHS = DateTimeFormatter.ofPattern("uuuu-MM");

  private TimeTicks() {}

  /** About five round times between two. */
  static List<Double> of(double low, double high) {
    long step = step(high - low);
    List<Double> ticks = new ArrayList<>();
    for (double at = Math.ceil(low / step) * step; at <= high; at += step) {
      ticks.add(at);
    }
    return ticks;
  }

  private static long step(double span) {
    for (long step : STEPS) {
      if (span / step <= 5) {
        return step;
      }
    }
    return YEAR * (long) Math.max(1, Math.ceil(span / YEAR / 5));
  }

  /**
   * A time, as precise as an axis of the given length needs it.
   *
   * @param spanMillis from one end of the axis to the other
   */
  static String text(double millis, double spanMillis) {
    LocalDateTime time =
        LocalDateTime.ofInstant(Instant.ofEpochMilli((long) millis), ZoneOffset.UTC);
    long step = step(spanMillis);
    if (step >= 91 * DAY) {
      return MONTHS.format(time);
    }
    if (step >= DAY || (step >= HOUR && time.getHour() == 0 && time.getMinute() == 0)) {
      return DAYS.format(time);
    }
    return (step < MINUTE ? SECONDS : MINUTES).format(time);
  }
}
