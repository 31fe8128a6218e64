package io.residual.model.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * How a point in time is written: {@code iso-8601}, {@code epoch-millis}, {@code epoch-seconds} or
 * a {@link DateTimeFormatter} pattern such as {@code yyyy-MM-dd HH:mm:ss}.
 *
 * <p>Texts without an offset are read as UTC. Immutable and thread safe.
 */
public final class TimestampFormat {

  /** ISO 8601 with or without an offset, date and time separated by T or a space. */
  public static final TimestampFormat ISO_8601 = new TimestampFormat("iso-8601", null);

  /** Milliseconds since 1970-01-01T00:00Z. */
  public static final TimestampFormat EPOCH_MILLIS = new TimestampFormat("epoch-millis", null);

  /** Seconds since 1970-01-01T00:00Z, fractions allowed. */
  public static final TimestampFormat EPOCH_SECONDS = new TimestampFormat("epoch-seconds", null);

  /** Every part differs from what it is where a pattern leaves it out. */
  private static final ZonedDateTime PROBE =
      ZonedDateTime.of(2024, 11, 23, 15, 16, 17, 123_000_000, ZoneId.of("UTC"));

  private final String name;
  private final DateTimeFormatter pattern;

  private TimestampFormat(String name, DateTimeFormatter pattern) {
    this.name = name;
    this.pattern = pattern;
  }

  /**
   * The format of the given name or pattern.
   *
   * @throws IllegalArgumentException if it is neither a known name nor a valid pattern
   */
  @JsonCreator
  public static TimestampFormat of(String nameOrPattern) {
    return switch (nameOrPattern) {
      case "iso-8601" -> ISO_8601;
      case "epoch-millis" -> EPOCH_MILLIS;
      case "epoch-seconds" -> EPOCH_SECONDS;
      default ->
          new TimestampFormat(
              nameOrPattern, DateTimeFormatter.ofPattern(nameOrPattern, Locale.ROOT));
    };
  }

  /**
   * Requires that times written in this format can be read again: that a pattern has all parts of a
   * date, and of a time what belongs together.
   *
   * @throws IllegalArgumentException if they cannot
   */
  public void requireReadable() {
    if (pattern == null) {
      return;
    }
    try {
      String text = pattern.format(PROBE);
      String again = pattern.format(Instant.ofEpochMilli(parse(text)).atZone(PROBE.getZone()));
      if (!again.equals(text)) {
        throw new IllegalArgumentException(
            "with it " + text + " is read as " + again + " (hh needs a, HH does not)");
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no date can be read with it", e);
    }
  }

  /** The name or pattern, as {@link #of} takes it. */
  @JsonValue
  public String name() {
    return name;
  }

  /** Whether times are written as numbers in this format. */
  public boolean isNumeric() {
    return equals(EPOCH_MILLIS) || equals(EPOCH_SECONDS);
  }

  /**
   * Reads a text.
   *
   * @return milliseconds since the epoch
   * @throws DateTimeException if the text is not in this format
   */
  public long parse(String text) {
    if (isNumeric()) {
      try {
        return fromNumber(Double.parseDouble(text));
      } catch (NumberFormatException e) {
        throw new DateTimeException("not a number: " + text, e);
      }
    }
    try {
      return (pattern == null ? parseIso(text) : parsePattern(text)).toEpochMilli();
    } catch (ArithmeticException e) {
      // Java knows years up to 999999999, which milliseconds in a long do not reach.
      throw new DateTimeException("out of range: " + text, e);
    }
  }

  /**
   * Reads a number.
   *
   * @return milliseconds since the epoch
   * @throws DateTimeException if this format is not numeric or the number is no representable time
   */
  public long fromNumber(double number) {
    if (!isNumeric()) {
      throw new DateTimeException("a number, where " + name + " asks for a text");
    }
    double millis = equals(EPOCH_SECONDS) ? number * 1000.0 : number;
    // Beyond this, Instant and the calendar arithmetic on it overflow; NaN fails the test too.
    if (!(Math.abs(millis) <= 1e15)) {
      throw new DateTimeException("out of range: " + number);
    }
    return Math.round(millis);
  }

  private static Instant parseIso(String text) {
    // Instant.parse covers the common case without building intermediate objects.
    if (text.endsWith("Z") && text.indexOf('T') == 10) {
      return Instant.parse(text);
    }
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replace(' ', 'T') : text;
    if (iso.length() == 10) {
      return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    TemporalAccessor parsed =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
    return parsed instanceof OffsetDateTime offset
        ? offset.toInstant()
        : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
  }

  private Instant parsePattern(String text) {
    TemporalAccessor parsed = pattern.parse(text);
    LocalDate date = LocalDate.from(parsed);
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneOffset offset = parsed.query(TemporalQueries.offset());
    return date.atTime(time == null ? LocalTime.MIDNIGHT : time)
        .toInstant(offset == null ? ZoneOffset.UTC : offset);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimestampFormat that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
