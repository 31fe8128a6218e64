package io.residual.trainer.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SegmentTest {

  @Test
  void findsRunsAtBothEndsAndInTheMiddle() {
    boolean[] marks = {true, true, false, true, false, false, true};

    assertThat(Segment.of(marks))
        .containsExactly(new Segment(0, 2), new Segment(3, 4), new Segment(6, 7));
    assertThat(Segment.of(new boolean[3])).isEmpty();
    assertThat(Segment.of(new boolean[0])).isEmpty();
  }
}
