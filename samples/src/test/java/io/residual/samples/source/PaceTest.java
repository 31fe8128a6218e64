package io.residual.samples.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PaceTest {

  @Test
  void spreadsEventsOverTime() {
    Pace pace = Pace.perSecond(200);
    long start = System.nanoTime();
    for (int event = 0; event < 41; event++) {
      assertThat(pace.await(() -> false)).isTrue();
    }
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000L);
  }

  @Test
  @Timeout(10)
  void zeroNeverWaits() {
    Pace pace = Pace.perSecond(0);
    for (int event = 0; event < 1_000_000; event++) {
      assertThat(pace.await(() -> false)).isTrue();
    }
  }

  @Test
  @Timeout(10)
  void stopsWaitingWhenToldTo() {
    AtomicBoolean stopped = new AtomicBoolean();
    Thread waiting = Thread.currentThread();
    Thread stopper =
        new Thread(
            () -> {
              stopped.set(true);
              LockSupport.unpark(waiting);
            });
    Pace pace = Pace.every(Duration.ofHours(1));
    stopper.start();
    assertThat(pace.await(stopped::get)).isFalse();
  }

  @Test
  void refusesRatesThatMeanNothing() {
    assertThatThrownBy(() -> Pace.perSecond(-1)).hasMessageStartingWith("rate is -1.0; give");
    assertThatThrownBy(() -> Pace.perSecond(Double.NaN)).hasMessageStartingWith("rate is NaN");
  }
}
