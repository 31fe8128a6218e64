package io.residual.docker;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits for a condition in a container, which can only be asked again and again. */
final class Await {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private Await() {}

  /**
   * Asks until the answer satisfies.
   *
   * @throws IllegalStateException with the last answer, if the deadline passes first
   */
  static void holds(
      String expectation, Duration deadline, Callable<String> question, Predicate<String> satisfied)
      throws Exception {
    long end = System.nanoTime() + deadline.toNanos();
    String answer = question.call();
    while (!satisfied.test(answer)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Not within " + deadline + ": " + expectation + ". Last answer:\n" + answer);
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      answer = question.call();
    }
  }
}
