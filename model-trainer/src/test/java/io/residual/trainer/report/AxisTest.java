package io.residual.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

  @Test
  void linearTicksAreRound() {
    assertThat(Axis.linear("x", 0, 1).ticks()).hasSize(6).contains(0.0, 1.0);
    assertThat(Axis.linear("x", 0, 137).ticks()).hasSize(7).contains(0.0, 20.0, 120.0);
  }

  @Test
  void logarithmicTicksArePowersOfTenIfThereAreAny() {
    assertThat(Axis.logarithmic("x", 0.02, 300).ticks())
        .usingElementComparator((a, b) -> Math.abs(a / b - 1) < 1e-9 ? 0 : Double.compare(a, b))
        .containsExactly(0.1, 1.0, 10.0, 100.0);
    assertThat(Axis.logarithmic("x", 2, 5).ticks()).hasSize(3).contains(2.0, 5.0);
  }

  @Test
  void ticksOfTimeAreRoundTimes() {
    double start = Instant.parse("2026-03-01T22:10:00Z").toEpochMilli();
    assertThat(texts(Axis.time("t", start, start + 5 * 3_600_000)))
        .containsExactly("23:00", "03-02", "01:00", "02:00", "03:00");
    assertThat(texts(Axis.time("t", start, start + 4 * 86_400_000.0)))
        .containsExactly("03-02", "03-03", "03-04", "03-05");
    assertThat(texts(Axis.time("t", start, start + 12_000)))
        .containsExactly("22:10:00", "22:10:05", "22:10:10");
    assertThat(Axis.time("t", start, start).ticks()).isNotEmpty();
    assertThat(Axis.time("t", -6e13, 6e13).ticks()).hasSizeLessThan(8);
  }

  private static List<String> texts(Axis axis) {
    return axis.ticks().stream().map(axis::text).toList();
  }

  @Test
  void placesAndValuesAreInverse() {
    for (Axis axis : new Axis[] {Axis.linear("x", -3, 9), Axis.logarithmic("x", 1e-4, 1e3)}) {
      assertThat(axis.at(axis.value(0.3))).isCloseTo(0.3, within(1e-12));
      assertThat(axis.at(Double.POSITIVE_INFINITY)).isOne();
      assertThat(axis.at(Double.NEGATIVE_INFINITY)).isZero();
    }
  }

  @Test
  void anAxisOfOneValueHasALength() {
    assertThat(Axis.linear("x", 4, 4).at(4)).isZero();
    assertThat(Axis.logarithmic("x", 4, 4).ticks()).isNotEmpty();
  }

  @Test
  void numbersAreShort() {
    assertThat(Numbers.brief(0.00012)).isEqualTo("1.20e-04");
    assertThat(Numbers.brief(1234.5)).isEqualTo("1,234");
    assertThat(Numbers.brief(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.percent(0.999)).isEqualTo("99.9%");
    assertThat(Numbers.duration(90_000)).isEqualTo("90 s");
    assertThat(Numbers.duration(3 * 86_400_000.0)).isEqualTo("3 days");
    assertThat(Numbers.rows(1)).isEqualTo("1 row");
  }
}
