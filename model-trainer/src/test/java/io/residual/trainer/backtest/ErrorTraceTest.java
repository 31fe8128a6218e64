package io.residual.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.trainer.backtest.ErrorTrace.Stretch;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorTraceTest {

  @Test
  void losesNoPeakAndNoAlertHoweverFewStretchesAreKept() {
    ErrorTrace trace = new ErrorTrace();
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      boolean peak = i == 1234 || i == 8765;
      double error = peak ? 50 + i : random.nextDouble();
      trace.add(1000L * i + random.nextInt(5000), error, 2, peak, 50);
    }
    List<Stretch> stretches = trace.stretches();

    assertThat(stretches)
        .hasSizeBetween(25, 50)
        .isSortedAccordingTo((a, b) -> Long.compare(a.millis(), b.millis()));
    assertThat(stretches.stream().filter(Stretch::hasAlert).map(Stretch::alerted))
        .containsExactly(1284.0, 8815.0);
    assertThat(stretches.stream().mapToDouble(Stretch::highest).max()).hasValue(8815);
    assertThat(stretches).allMatch(s -> s.lowest() >= 0 && s.lowest() < 0.2 && s.threshold() == 2);
  }

  @Test
  void aRecordOfAnotherCenturyDoesNotBlurTheOthers() {
    ErrorTrace trace = new ErrorTrace();
    for (int i = 0; i < 40; i++) {
      trace.add(60_000L * i, 1, 2, false, 50);
    }
    trace.add(Long.MAX_VALUE / 2, 1, 2, false, 50);

    assertThat(trace.stretches()).hasSize(41);
  }

  @Test
  void theErrorOfABrokenModelIsTheHighest() {
    ErrorTrace trace = new ErrorTrace();
    trace.add(0, Double.NaN, 2, true, 2);

    assertThat(trace.stretches().get(0).alerted()).isInfinite();
  }
}
