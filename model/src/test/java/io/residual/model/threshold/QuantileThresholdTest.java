package io.residual.model.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.error.Calibration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileThresholdTest {

  private static final Calibration CALIBRATION = calibration(1, 20_000);

  private static Calibration calibration(long seed, int count) {
    Random random = new Random(seed);
    return Calibration.of(DoubleStream.generate(() -> error(random)).limit(count).toArray());
  }

  /** Squared length of a normal vector in 4 dimensions: what a residual looks like. */
  private static double error(Random random) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double z = random.nextGaussian();
      sum += z * z;
    }
    return sum;
  }

  private final RollingThreshold threshold =
      new QuantileThreshold(ThresholdSettings.DEFAULT, CALIBRATION);

  @Test
  void theFirstRecordMeetsTheCalibratedThreshold() {
    assertThat(threshold.threshold(threshold.initial()))
        .isCloseTo(CALIBRATION.quantile(1 - ThresholdSettings.DEFAULT.risk()), within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void neitherSinksNorRisesOverAHundredWindowsOfNormalErrors(long seed) {
    Random random = new Random(seed);
    ThresholdState state = threshold.initial();
    double calibrated = threshold.threshold(state);
    int alarms = 0;
    int records = 100 * ThresholdSettings.DEFAULT.window();
    double lowest = calibrated;
    double highest = calibrated;
    for (int i = 0; i < records; i++) {
      double error = error(random);
      double limit = threshold.threshold(state);
      lowest = Math.min(lowest, limit);
      highest = Math.max(highest, limit);
      alarms += error > limit ? 1 : 0;
      state = threshold.observe(state, error, 0).next();
    }

    assertThat(lowest).as("seed %d", seed).isGreaterThan(0.6 * calibrated);
    assertThat(highest).as("seed %d", seed).isLessThan(1.7 * calibrated);
    // The risk asked for gives 2.4 alarms; a rolling level adds some.
    assertThat(alarms).as("seed %d", seed).isLessThan(20);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 1.5, 3})
  void followsTheEntitysOwnLevel(double level) {
    Random random = new Random(5);
    ThresholdState state = threshold.initial();
    double calibrated = threshold.threshold(state);
    for (int i = 0; i < 3000; i++) {
      state = threshold.observe(state, level * error(random), 0).next();
    }

    assertThat(threshold.threshold(state) / calibrated).isCloseTo(level, within(0.25 * level));
  }

  @Test
  void learnsALastingChangeWithinTwoWindowsAndForgetsAPassingOne() {
    Random random = new Random(9);
    int window = ThresholdSettings.DEFAULT.window();
    ThresholdState state = threshold.initial();
    double calibrated = threshold.threshold(state);
    for (int i = 0; i < window; i++) {
      state = threshold.observe(state, 100 * calibrated, 0).next();
    }
    assertThat(threshold.threshold(state)).as("after a window").isEqualTo(calibrated);
    state = threshold.observe(state, 0.1 * calibrated, 0).next();
    state = threshold.observe(state, 100 * calibrated, 0).next();
    assertThat(threshold.threshold(state)).as("after a passing change").isLessThan(2 * calibrated);

    int alarms = 0;
    for (int i = 0; i < 10 * window; i++) {
      double error = 100 * calibrated + error(random);
      alarms += error > threshold.threshold(state) ? 1 : 0;
      state = threshold.observe(state, error, 0).next();
    }
    assertThat(alarms).isBetween(window, 2 * window);
  }

  @Test
  void rareSpikesDoNotGrowWithTheLevel() {
    Random random = new Random(3);
    double[] errors =
        DoubleStream.generate(() -> random.nextInt(500) == 0 ? 1000 : error(random))
            .limit(20_000)
            .toArray();
    QuantileThreshold tested =
        new QuantileThreshold(ThresholdSettings.DEFAULT, Calibration.of(errors));
    ThresholdState state = tested.initial();
    double calibrated = tested.threshold(state);
    for (int i = 0; i < 1000; i++) {
      state = tested.observe(state, 20 * error(random), 0).next();
    }

    assertThat(calibrated).isGreaterThan(500);
    assertThat(tested.threshold(state)).isBetween(calibrated, calibrated + 20 * 60);
  }

  @Test
  void neverFallsBelowItsFloor() {
    ThresholdState state = threshold.initial();
    double calibrated = threshold.threshold(state);
    for (int i = 0; i < 1000; i++) {
      state = threshold.observe(state, 0, 0).next();
    }

    assertThat(threshold.threshold(state))
        .isBetween(ThresholdSettings.DEFAULT.floor() * calibrated * 0.999, calibrated * 1.001);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void equalsABruteForceQuantileOfTheLastErrors(long seed) {
    Random random = new Random(seed);
    ThresholdSettings settings =
        new ThresholdSettings(1e-3, 0.5 + 0.49 * random.nextDouble(), 16 + random.nextInt(500), 0);
    QuantileThreshold tested = new QuantileThreshold(settings, CALIBRATION);
    int window = settings.window();
    int rank = (int) (settings.quantile() * window);
    double calibrated = CALIBRATION.quantile(1 - 1e-3);
    double median = CALIBRATION.quantile(0.5);
    double exponential = median + (CALIBRATION.quantile(0.95) - median) * Math.log10(0.5 / 1e-3);
    double[] grid =
        IntStream.range(0, window)
            .mapToDouble(i -> CALIBRATION.quantile((i + 0.5) / window))
            .toArray();
    double factor = Math.max(1, Math.min(calibrated, exponential) / grid[rank]);
    double spikes = Math.max(0, calibrated - factor * grid[rank]);
    Deque<Double> last = new ArrayDeque<>();
    ThresholdState state = tested.initial();
    for (int i = 0; i < 3000; i++) {
      double error = error(random);
      Comparison comparison = tested.observe(state, error, 0);
      if (last.size() == window) {
        double level = last.stream().sorted().skip(rank).findFirst().orElseThrow();
        // Within the rounding of the codes, of the level and of the calibration's.
        double exact = factor * level + spikes;
        assertThat(comparison.threshold())
            .as("seed %d, record %d", seed, i)
            .isCloseTo(exact, within(exact / 200));
      }
      if (error <= comparison.threshold()) {
        last.add(error);
      }
      if (last.size() > window) {
        last.remove();
      }
      state = comparison.next();
    }
    assertThat(last).hasSize(window);
  }

  @Test
  void worksWhereEveryCalibrationErrorIsZero() {
    QuantileThreshold tested =
        new QuantileThreshold(ThresholdSettings.DEFAULT, Calibration.of(new double[100]));

    assertThat(tested.threshold(tested.initial())).isPositive().isLessThan(1e-6);
    assertThat(tested.severity(1, tested.threshold(tested.initial()))).isEqualTo(1);
  }

  @Test
  void theSettingsSayWhichOneIsOutOfRange() {
    assertThatThrownBy(() -> new ThresholdSettings(0, 0.9, 100, 0.5)).hasMessageContaining("risk");
    assertThatThrownBy(() -> new ThresholdSettings(0.1, 1, 100, 0.5))
        .hasMessageContaining("quantile");
    assertThatThrownBy(() -> new ThresholdSettings(0.1, 0.9, 1, 0.5))
        .hasMessageContaining("window");
    assertThatThrownBy(() -> new ThresholdSettings(0.1, 0.9, 100, Double.NaN))
        .hasMessageContaining("floor");
  }
}
