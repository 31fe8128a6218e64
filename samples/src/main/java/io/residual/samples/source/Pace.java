package io.residual.samples.source;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Spreads events evenly over time. Being late once is made up for: events are due at fixed moments,
 * not at distances from each other. Not thread-safe.
 */
public final class Pace {

  private final long intervalNanos;
  private long due;

  private Pace(long intervalNanos, long firstDue) {
    this.intervalNanos = intervalNanos;
    this.due = firstDue;
  }

  /** So many events a second, the first one now; 0 never waits. */
  public static Pace perSecond(double events) {
    if (!(events >= 0) || Double.isInfinite(events)) {
      throw new IllegalArgumentException(
          "rate is " + events + "; give records per second, or 0 for as fast as possible");
    }
    return new Pace(events == 0 ? 0 : (long) (1e9 / events), System.nanoTime());
  }

  /** An event every interval, the first one after an interval. */
  public static Pace every(Duration interval) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval is " + interval + "; give more than zero");
    }
    return new Pace(interval.toNanos(), System.nanoTime() + interval.toNanos());
  }

  /**
   * Waits until the next event is due.
   *
   * @param stopped tells that there is no point in waiting on; whoever makes it true unparks the
   *     waiting thread
   * @return whether it is due; false if stopped or interrupted
   */
  public boolean await(BooleanSupplier stopped) {
    if (intervalNanos > 0) {
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        if (stopped.getAsBoolean() || Thread.currentThread().isInterrupted()) {
          return false;
        }
        LockSupport.parkNanos(this, left);
      }
      due += intervalNanos;
    }
    return !stopped.getAsBoolean() && !Thread.currentThread().isInterrupted();
  }
}
