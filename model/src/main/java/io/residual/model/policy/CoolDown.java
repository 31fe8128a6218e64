package io.residual.model.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long an entity must be quiet, in event time, before its incident is over: a fixed time, or as
 * long as so many of its own records take.
 *
 * @param records how many records' time, from 1 to 100,000; null for a fixed time
 * @param millis the fixed time, at least 1; null for records
 */
public record CoolDown(Integer records, Long millis) {

  /** No incidents: every record above the threshold raises an alert. */
  public static final CoolDown NONE = new CoolDown(null, null);

  /** Most records that a cool-down may be counted in. */
  public static final int MAX_RECORDS = 100_000;

  /**
   * The longest time that records can stand for: two days. An entity whose clock makes a leap, or
   * that reports once a month, must not be deaf for longer.
   */
  static final long LONGEST_MILLIS = Duration.ofDays(2).toMillis();

  private static final Pattern RECORDS = Pattern.compile("(\\d{1,9}) records?");
  private static final Pattern MILLIS = Pattern.compile("(\\d{1,18}) ms");

  /** Checks the ranges. */
  public CoolDown {
    if (records != null && (records < 1 || records > MAX_RECORDS)) {
      throw new IllegalArgumentException(
          "a cool-down of " + records + " records; it must be from 1 to " + MAX_RECORDS);
    }
    if (millis != null && millis < 1) {
      throw new IllegalArgumentException("a cool-down of " + millis + " ms; it must be at least 1");
    }
    if (records != null && millis != null) {
      throw new IllegalArgumentException("a cool-down is counted in records or in time, not both");
    }
  }

  /** As long as so many records of the entity take, at most two days. */
  public static CoolDown records(int records) {
    return new CoolDown(records, null);
  }

  /** A fixed time. */
  public static CoolDown time(Duration time) {
    return new CoolDown(null, time.toMillis());
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if the text is none of {@code none}, {@code 300 records} and
   *     {@code 5000 ms}
   */
  @JsonCreator
  public static CoolDown of(String text) {
    Matcher records = RECORDS.matcher(text);
    Matcher millis = MILLIS.matcher(text);
    if (records.matches()) {
      return records(Integer.parseInt(records.group(1)));
    }
    if (millis.matches()) {
      return new CoolDown(null, Long.parseLong(millis.group(1)));
    }
    if (text.equals("none")) {
      return NONE;
    }
    throw new IllegalArgumentException("'" + text + "' is no cool-down; write 300 records or none");
  }

  /** Whether there is none. */
  public boolean absent() {
    return records == null && millis == null;
  }

  /**
   * The time for an entity.
   *
   * @param intervalMillis typical time between two of its records
   */
  double millis(double intervalMillis) {
    if (millis != null) {
      return millis;
    }
    return records == null ? 0 : Math.min((double) LONGEST_MILLIS, records * intervalMillis);
  }

  @Override
  @JsonValue
  public String toString() {
    if (absent()) {
      return "none";
    }
    return records == null ? millis + " ms" : records + " records";
  }
}
