package io.residual.model.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.error.Calibration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeakThresholdTest {

  private static double[] normal(long seed, int count) {
    Random random = new Random(seed);
    return random.doubles(count).map(u -> -Math.log(1 - u)).toArray();
  }

  private final RollingThreshold threshold =
      ThresholdSettings.PEAKS.rolling(Calibration.of(normal(1, 500)));

  private ThresholdState after(ThresholdState state, double[] errors) {
    ThresholdState now = state;
    for (double error : errors) {
      now = threshold.observe(now, error, 0).next();
    }
    return now;
  }

  @Test
  void staysAboveSteadyErrors() {
    ThresholdState state = threshold.initial();
    int above = 0;
    for (double error : normal(2, 20_000)) {
      above += error > threshold.threshold(state) ? 1 : 0;
      state = threshold.observe(state, error, 0).next();
    }
    assertThat(above).as("2 in 10,000 are asked for").isBetween(1, 10);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.03, 0.01, 0.003, 0.001})
  void exceedsAsOftenAsTheRiskSays(double risk) {
    RollingThreshold rule =
        ThresholdSettings.PEAKS.withRisk(risk).rolling(Calibration.of(normal(11, 5000)));
    ThresholdState state = rule.initial();
    int above = 0;
    for (double error : normal(12, 100_000)) {
      Comparison comparison = rule.observe(state, error, 0);
      above += error > comparison.threshold() ? 1 : 0;
      state = comparison.next();
    }
    assertThat(above / 100_000.0).isBetween(risk / 1.3, risk * 1.3);
  }

  @Test
  void ignoresASingleAnomalyAndLearnsWhatKeepsComingBack() {
    ThresholdState state = after(threshold.initial(), normal(3, 5_000));
    double before = threshold.threshold(state);
    state = after(threshold.observe(state, 100, 0).next(), normal(4, 23));
    assertThat(threshold.threshold(state)).isCloseTo(before, within(0.1 * before));
    for (int i = 0; i < 20; i++) {
      state = after(threshold.observe(state, 100, 0).next(), normal(5 + i, 95));
    }
    assertThat(threshold.threshold(state)).isGreaterThan(100);
  }

  @Test
  void followsAnEntityThatBecomesQuiet() {
    ThresholdState state = after(threshold.initial(), normal(6, 3_000));
    double[] quiet = normal(7, 3_000);
    for (int i = 0; i < quiet.length; i++) {
      quiet[i] /= 10;
    }
    double before = threshold.threshold(state);
    assertThat(threshold.threshold(after(state, quiet))).isLessThan(0.2 * before);
  }
}
