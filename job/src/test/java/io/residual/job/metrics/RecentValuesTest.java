package io.residual.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.metrics.HistogramStatistics;
import org.junit.jupiter.api.Test;

class RecentValuesTest {

  private final RecentValues values = new RecentValues();

  @Test
  void quantilesAreValuesThatWereAdded() {
    for (int i = 100; i >= 1; i--) {
      values.add(i / 10.0);
    }

    HistogramStatistics figures = values.getStatistics();
    assertThat(figures.getQuantile(0.5)).isEqualTo(5.0);
    assertThat(figures.getQuantile(0.99)).isEqualTo(9.9);
    assertThat(figures.getQuantile(0)).isEqualTo(0.1);
    assertThat(figures.getQuantile(1)).isEqualTo(10.0);
    assertThat(figures.getMean()).isBetween(5.0499, 5.0501);
    assertThat(figures.getStdDev()).isBetween(2.886, 2.887);
    assertThat(figures.getMin()).isZero();
    assertThat(figures.getMax()).isEqualTo(10);
    assertThat(figures.size()).isEqualTo(100);
    assertThat(figures.getValues()).hasSize(100).contains(1, 10);
  }

  @Test
  void onlyTheLastValuesCountButAllAreCounted() {
    for (int i = 0; i < 5000; i++) {
      values.update(i);
    }

    assertThat(values.getCount()).isEqualTo(5000);
    assertThat(values.getStatistics().size()).isEqualTo(RecentValues.CAPACITY);
    assertThat(values.getStatistics().getMin()).isEqualTo(5000 - RecentValues.CAPACITY);
    assertThat(values.getStatistics().getMax()).isEqualTo(4999);
  }

  @Test
  void whatIsNoFiniteNumberIsLeftOut() {
    values.add(Double.NaN);
    values.add(Double.POSITIVE_INFINITY);
    values.add(Double.MAX_VALUE);
    values.add(Double.MAX_VALUE);

    assertThat(values.getCount()).isEqualTo(2);
    assertThat(values.getStatistics().getMean()).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void withoutValuesFiguresAreNotNumbers() {
    HistogramStatistics none = values.getStatistics();

    assertThat(none.getQuantile(0.5)).isNaN();
    assertThat(none.getMean()).isNaN();
    assertThat(none.getStdDev()).isNaN();
    assertThat(none.getMax()).isZero();
    assertThat(none.getMin()).isZero();
    assertThat(none.size()).isZero();
  }
}
