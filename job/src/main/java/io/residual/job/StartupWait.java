package io.residual.job;

import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again, within one span of time for everything, while what is missing may still come: a
 * model being trained, a broker or a topic of a deployment that has just begun. A fault of any
 * other kind ends the wait at once.
 */
final class StartupWait {

  private static final Logger LOG = LoggerFactory.getLogger(StartupWait.class);

  /** Keys of the faults to wait for. A bundle may also be there only half, while it is copied. */
  private static final Set<String> MAY_COME = Set.of("bundle", "brokers", "input.topic");

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final long deadline;
  private String said = "";

  private StartupWait(long deadline) {
    this.deadline = deadline;
  }

  /** Begins to count now. */
  static StartupWait atMost(Duration span) {
    return new StartupWait(System.nanoTime() + span.toNanos());
  }

  /** Something that may not be possible yet. */
  interface Attempt<T> {
    T run() throws InvalidConfigException;
  }

  /**
   * What the attempt gave once it succeeded.
   *
   * @throws InvalidConfigException what the last attempt threw
   */
  <T> T until(Attempt<T> attempt) throws InvalidConfigException {
    while (true) {
      try {
        return attempt.run();
      } catch (InvalidConfigException e) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || !e.faults().stream().map(ConfigFault::key).allMatch(MAY_COME::contains)) {
          throw e;
        }
        say(e.faults().get(0), Duration.ofNanos(left));
        pause(e, Math.min(left, PAUSE.toNanos()));
      }
    }
  }

  /** Once for each thing that is missing, not at every attempt. */
  private void say(ConfigFault fault, Duration left) {
    String what = fault.key() + " " + fault.problem();
    if (!what.equals(said)) {
      LOG.info("Waiting for at most {} s: {}", left.toSeconds() + 1, what);
      said = what;
    }
  }

  private static void pause(InvalidConfigException cause, long nanos)
      throws InvalidConfigException {
    try {
      Thread.sleep(Duration.ofNanos(nanos).plusMillis(1).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cause;
    }
  }
}
