package io.residual.samples.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for a condition of another process, which can only be asked again and again. */
final class Await {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Await() {}

  /**
   * Asks until there is an answer.
   *
   * @param expectation what is waited for, named in the failure
   * @param state describes, for the failure, what was found instead
   * @throws IllegalStateException if the deadline passes first
   */
  static <T> T answer(
      String expectation, Duration deadline, Callable<Optional<T>> question, Supplier<String> state)
      throws Exception {
    long end = System.nanoTime() + deadline.toNanos();
    while (true) {
      Optional<T> answer = question.call();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Not within " + deadline + ": " + expectation + ". " + state.get());
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
  }

  /** Asks until the condition holds; returns false if the deadline passes first. */
  static boolean holds(Duration deadline, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    return true;
  }
}
