package io.residual.trainer.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlertCountsTest {

  @Test
  void countsByLabelAndAlert() {
    AlertCounts counts =
        AlertCounts.of(
            new boolean[] {true, true, true, false, false, false, false},
            new boolean[] {true, true, false, true, false, false, false});

    assertThat(counts).isEqualTo(new AlertCounts(2, 1, 1, 3));
    assertThat(counts.precision()).isEqualTo(2.0 / 3);
    assertThat(counts.recall()).isEqualTo(2.0 / 3);
    assertThat(counts.f1()).isEqualTo(2.0 / 3);
    assertThat(counts.falseAlarmRate()).isEqualTo(0.25);
    assertThat(counts.rows()).isEqualTo(7);
  }

  @Test
  void whatIsNotDefinedIsNoNumber() {
    AlertCounts counts = AlertCounts.of(new boolean[2], new boolean[2]);

    assertThat(counts.precision()).isNaN();
    assertThat(counts.recall()).isNaN();
    assertThat(counts.f1()).isNaN();
    assertThat(AlertCounts.of(new boolean[] {true}, new boolean[1]).f1()).isZero();
  }
}
