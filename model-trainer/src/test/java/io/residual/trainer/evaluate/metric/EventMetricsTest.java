package io.residual.trainer.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.trainer.evaluate.metric.EventMetrics.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventMetricsTest {

  private static final long HOUR = 3_600_000;

  private static boolean[] marks(String text) {
    boolean[] marks = new boolean[text.length()];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = text.charAt(i) == '#';
    }
    return marks;
  }

  private static long[] hourly(int rows) {
    long[] times = new long[rows];
    for (int i = 0; i < rows; i++) {
      times[i] = i * HOUR;
    }
    return times;
  }

  @Test
  void anEventIsFoundByAnyAlertInsideAndNoneOutside() {
    EventMetrics metrics =
        EventMetrics.of(
            List.of(
                new Series(
                    marks("..####..##..###...."), marks(".#..##....#..#.##.#"), new long[0])));

    assertThat(metrics.events()).isEqualTo(3);
    assertThat(metrics.found()).isEqualTo(2);
    assertThat(metrics.recall()).isEqualTo(2.0 / 3);
    // Delays of 2 rows and of 1.
    assertThat(metrics.medianDelayRows()).hasValue(1.5);
    assertThat(metrics.medianDelayMillis()).isEmpty();
    assertThat(metrics.falseAlerts()).isEqualTo(5);
    assertThat(metrics.falseRuns()).isEqualTo(4);
    assertThat(metrics.falseAlertsPerDay()).isEmpty();
  }

  @Test
  void delaysAndRatesAreInEventTime() {
    EventMetrics metrics =
        EventMetrics.of(
            List.of(
                new Series(
                    marks("..##" + ".".repeat(45)), marks("...###" + ".".repeat(43)), hourly(49)),
                new Series(marks("." + ".".repeat(24)), marks("#" + ".".repeat(24)), hourly(25))));

    assertThat(metrics.medianDelayMillis()).hasValue(HOUR);
    // Three false alerts in two runs, over two days of the stream and three days of series.
    assertThat(metrics.falseAlertsPerDay()).hasValue(1.5);
    assertThat(metrics.falseRunsPerDay()).hasValue(1);
    assertThat(metrics.falseRunsPerSeriesAndDay()).hasValue(2.0 / 3);
  }

  @Test
  void withoutEventsThereIsNoRecallAndWithoutAlertsNoDelay() {
    EventMetrics none =
        EventMetrics.of(List.of(new Series(new boolean[5], new boolean[5], hourly(5))));
    EventMetrics missed =
        EventMetrics.of(List.of(new Series(marks("..#.."), new boolean[5], hourly(5))));

    assertThat(none.recall()).isNaN();
    assertThat(missed.recall()).isZero();
    assertThat(missed.medianDelayRows()).isEmpty();
    assertThat(missed.falseAlertsPerDay()).hasValue(0);
  }

  @Test
  void rowsOfOneMomentSpanNoTime() {
    EventMetrics metrics =
        EventMetrics.of(List.of(new Series(new boolean[2], marks("##"), new long[] {7, 7})));

    assertThat(metrics.falseAlertsPerDay()).isEmpty();
  }

  @Test
  void refusesArraysThatDoNotBelongTogether() {
    assertThatThrownBy(() -> new Series(new boolean[2], new boolean[3], new long[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Series(new boolean[2], new boolean[2], new long[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
