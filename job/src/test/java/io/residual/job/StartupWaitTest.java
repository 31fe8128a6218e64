package io.residual.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartupWaitTest {
  private final AtomicInteger attempts = new AtomicInteger();

  @AfterEach
  void clearInterruption() {
    Thread.interrupted();
  }

  @Test
  void triesAgainUntilWhatIsMissingIsThere() throws Exception {
    String found =
        StartupWait.atMost(Duration.ofMinutes(1))
            .until(
                () -> {
                  if (attempts.incrementAndGet() < 2) {
                    throw fault("bundle");
                  }
                  return "there";
                });

    assertThat(found).isEqualTo("there");
    assertThat(attempts).hasValue(2);
  }

  @Test
  void triesOnceWithoutTimeToWait() {
    assertThatThrownBy(() -> StartupWait.atMost(Duration.ZERO).until(() -> fail("brokers")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("brokers: is missing");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void doesNotWaitForWhatNoTimeMends() {
    StartupWait wait = StartupWait.atMost(Duration.ofHours(1));

    assertThatThrownBy(() -> wait.until(() -> fail("transaction.timeout")))
        .isInstanceOf(InvalidConfigException.class);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void givesUpWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () -> StartupWait.atMost(Duration.ofHours(1)).until(() -> fail("input.topic")))
        .isInstanceOf(InvalidConfigException.class);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  private String fail(String key) throws InvalidConfigException {
    attempts.incrementAndGet();
    throw fault(key);
  }

  private static InvalidConfigException fault(String key) {
    return new InvalidConfigException(
        "a test", List.of(new ConfigFault(key, "is missing", "wait")));
  }
}
