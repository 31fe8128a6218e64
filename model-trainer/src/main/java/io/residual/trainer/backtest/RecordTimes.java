package io.residual.trainer.backtest;

import java.time.Duration;
import java.time.Instant;

/**
 * The times of records that have none: evenly spaced.
 *
 * @param first time of the first record
 * @param interval from one to the next, at least a millisecond
 */
public record RecordTimes(Instant first, Duration interval) {

  /** Checks the range. */
  public RecordTimes {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("records are " + interval + " apart; at least 1 ms");
    }
  }

  /** Time of the record with the given number, from 0, in milliseconds since 1970. */
  long millis(long number) {
    return first.toEpochMilli() + number * interval.toMillis();
  }
}
