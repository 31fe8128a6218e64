package io.residual.model.threshold;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What repeats itself in the errors of an entity. Hours are those of UTC. */
public enum Season {
  /** 24 hours. */
  @JsonProperty("hour-of-day")
  HOUR_OF_DAY(24),
  /** 168 hours. */
  @JsonProperty("hour-of-week")
  HOUR_OF_WEEK(168);

  private static final long HOUR_MILLIS = 3_600_000;

  private final int hours;

  Season(int hours) {
    this.hours = hours;
  }

  /** How many hours are told apart. */
  public int hours() {
    return hours;
  }

  /** The hour of a time, from 0. */
  int hour(long eventTimeMillis) {
    return (int) Math.floorMod(Math.floorDiv(eventTimeMillis, HOUR_MILLIS), (long) hours);
  }
}
