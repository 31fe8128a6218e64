package io.residual.model.explain;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When to give up. */
@FunctionalInterface
interface Deadline {

  /** Never. */
  Deadline NONE = () -> {};

  /**
   * Returns while there is time.
   *
   * @throws UnfinishedException if there is none left
   */
  void check() throws UnfinishedException;

  /**
   * After the given time from now.
   *
   * @param nanoClock as {@link System#nanoTime}
   */
  static Deadline after(Duration budget, LongSupplier nanoClock) {
    long start = nanoClock.getAsLong();
    long nanos = budget.toNanos();
    return () -> {
      if (nanoClock.getAsLong() - start >= nanos) {
        throw new UnfinishedException(
            "not finished within the budget of " + budget.toMillis() + " ms");
      }
    };
  }
}
