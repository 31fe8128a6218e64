package io.residual.model.encode;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;

/**
 * A time becomes sine and cosine of the hour of the day and of the day of the week, in UTC, so that
 * 23:59 is next to 00:00 and Sunday next to Monday.
 */
public record TimestampEncoding(boolean indicator) implements FieldEncoding {

  private static final long DAY_MILLIS = 86_400_000L;
  private static final int CYCLES = 4;

  @Override
  public int width() {
    return CYCLES + (indicator ? 1 : 0);
  }

  /** Two points on a circle. */
  @Override
  public int numbers() {
    return 2;
  }

  void encode(long epochMillis, float[] row, int at) {
    double day = (double) Math.floorMod(epochMillis, DAY_MILLIS) / DAY_MILLIS;
    // 1970-01-01 was a Thursday, three days after a Monday.
    double week =
        (double) Math.floorMod(epochMillis + 3 * DAY_MILLIS, 7 * DAY_MILLIS) / (7 * DAY_MILLIS);
    row[at] = (float) Math.sin(2 * Math.PI * day);
    row[at + 1] = (float) Math.cos(2 * Math.PI * day);
    row[at + 2] = (float) Math.sin(2 * Math.PI * week);
    row[at + 3] = (float) Math.cos(2 * Math.PI * week);
    markMissing(row, at, false);
  }

  /** The middle of both circles: equally far from every hour and day. */
  @Override
  public void encodeMissing(float[] row, int at) {
    Arrays.fill(row, at, at + CYCLES, 0f);
    markMissing(row, at, true);
  }

  /** Weekday and time of day, such as {@code Tue 14:05}. */
  @Override
  public Object decode(float[] row, int at) {
    int minutes = (int) Math.floor(turn(row[at], row[at + 1]) * 1440) % 1440;
    int weekday = (int) Math.floor(turn(row[at + 2], row[at + 3]) * 7) % 7;
    String name = DayOfWeek.of(weekday + 1).getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    return String.format(Locale.ROOT, "%s %02d:%02d", name, minutes / 60, minutes % 60);
  }

  private static double turn(float sine, float cosine) {
    double turn = Math.atan2(sine, cosine) / (2 * Math.PI);
    // A hair over, so that an exact minute survives the rounding of sine and cosine to floats.
    return (turn < 0 ? turn + 1 : turn) + 1e-6;
  }
}
