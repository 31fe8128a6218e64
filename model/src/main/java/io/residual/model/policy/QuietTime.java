package io.residual.model.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A time of the week in which anomalies are expected, such as of maintenance.
 *
 * <p>It is told by the clocks of its zone: where they go forward, a quiet hour that they leave out
 * does not occur; where they go back, the hour that they show twice is quiet twice.
 *
 * @param days on which it begins; not empty
 * @param from when it begins
 * @param to when it ends, not included; not after {@code from} is on the next day, so that the same
 *     time is 24 hours
 * @param zone of both
 */
public record QuietTime(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

  private static final Pattern TEXT =
      Pattern.compile(
          "(?:([a-z,-]+) +)?(\\d{2}:\\d{2}(?::\\d{2})?) *- *(\\d{2}:\\d{2}(?::\\d{2})?)"
              + "(?: +(\\S+))?");

  /** Copies the days, in the order of the week, so that manifests are the same byte for byte. */
  public QuietTime {
    days = Collections.unmodifiableSet(new TreeSet<>(days));
    if (days.isEmpty()) {
      throw new IllegalArgumentException("a quiet time needs a day");
    }
  }

  /**
   * Reads days, times and a zone: {@code sat,sun 22:00-06:00 Europe/Berlin}, {@code mon-fri
   * 00:30-01:00}. Every day without days, UTC without a zone; 24:00 is midnight.
   *
   * @throws IllegalArgumentException if the text is no such thing
   */
  @JsonCreator
  public static QuietTime of(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no quiet time; write for example sat,sun 22:00-06:00 Europe/Berlin");
    }
    try {
      return new QuietTime(
          parts.group(1) == null ? EnumSet.allOf(DayOfWeek.class) : days(parts.group(1)),
          time(parts.group(2)),
          time(parts.group(3)),
          ZoneId.of(parts.group(4) == null ? "UTC" : parts.group(4)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no quiet time: " + e.getMessage(), e);
    }
  }

  private static LocalTime time(String text) {
    return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
  }

  private static Set<DayOfWeek> days(String text) {
    Set<DayOfWeek> days = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      int dash = part.indexOf('-');
      DayOfWeek day = day(dash < 0 ? part : part.substring(0, dash));
      DayOfWeek last = dash < 0 ? day : day(part.substring(dash + 1));
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek day(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (name.equals(shortName(day)) || name.equals(day.name().toLowerCase(Locale.ROOT))) {
        return day;
      }
    }
    throw new IllegalArgumentException(
        "'" + name + "' is no day; write mon, tue, wed, thu, fri, sat or sun");
  }

  private static String shortName(DayOfWeek day) {
    return day.getDisplayName(TextStyle.SHORT, Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** Whether there is no minute of the week outside all of these times, each by its own clock. */
  public static boolean coverAll(List<QuietTime> times) {
    // A week without a change of clocks in most zones.
    Instant monday = Instant.parse("2026-01-12T00:00:00Z");
    return !times.isEmpty()
        && IntStream.range(0, (int) Duration.ofDays(7).toMinutes())
            .mapToObj(minute -> monday.plus(Duration.ofMinutes(minute)))
            .allMatch(moment -> times.stream().anyMatch(time -> time.contains(moment)));
  }

  /** Whether the moment lies within. */
  public boolean contains(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    LocalTime time = local.toLocalTime();
    DayOfWeek day = local.getDayOfWeek();
    if (from.isBefore(to)) {
      return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
    }
    return (days.contains(day) && !time.isBefore(from))
        || (days.contains(day.minus(1)) && time.isBefore(to));
  }

  @Override
  @JsonValue
  public String toString() {
    return days.stream().map(QuietTime::shortName).collect(Collectors.joining(","))
        + " "
        + from
        + "-"
        + to
        + " "
        + zone;
  }
}
