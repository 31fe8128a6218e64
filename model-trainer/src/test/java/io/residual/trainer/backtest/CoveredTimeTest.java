package io.residual.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoveredTimeTest {

  private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

  @Test
  void isTheTimeFromFirstToLastInWhateverOrderRecordsCome() {
    CoveredTime covered = new CoveredTime();
    Random random = new Random(1);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < 5000; i++) {
      long time = START + random.nextInt(5 * 86_400_000);
      first = Math.min(first, time);
      last = Math.max(last, time);
      covered.add(time);
    }

    assertThat(covered.firstMillis()).isEqualTo(first);
    assertThat(covered.lastMillis()).isEqualTo(last);
    assertThat(covered.millis()).isEqualTo((double) last - first);
  }

  @Test
  void aGapCountsForADay() {
    CoveredTime covered = new CoveredTime();
    covered.add(START);
    covered.add(START + 1000);
    covered.add(Instant.parse("2099-01-01T00:00:00Z").toEpochMilli());
    covered.add(Long.MIN_VALUE / 2);

    assertThat(covered.millis()).isEqualTo(1000.0 + 2 * Duration.ofDays(1).toMillis());
  }

  @Test
  void oneRecordCoversNothing() {
    CoveredTime covered = new CoveredTime();
    covered.add(START);

    assertThat(covered.millis()).isZero();
  }
}
