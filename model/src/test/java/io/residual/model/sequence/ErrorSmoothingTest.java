package io.residual.model.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorSmoothingTest {

  @Test
  void isTheExponentiallyWeightedMean() {
    ErrorSmoothing smoothing = new ErrorSmoothing(new SequenceWindow(5, null, 9));
    double mean = smoothing.next(ErrorSmoothing.NONE, 10);
    assertThat(mean).isEqualTo(10);
    assertThat(smoothing.next(mean, 20)).isCloseTo(12, within(1e-12));
  }

  @Test
  void withoutASpanGivesEachErrorBackToTheBit() {
    ErrorSmoothing smoothing = new ErrorSmoothing(new SequenceWindow(5));
    assertThat(smoothing.active()).isFalse();
    assertThat(smoothing.next(0.1, 0.3)).isEqualTo(0.3);
  }
}
