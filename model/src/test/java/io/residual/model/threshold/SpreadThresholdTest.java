package io.residual.model.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.error.Calibration;
import io.residual.model.threshold.ThresholdSettings.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of middle and spread against what their formulas say, worked out the long way. */
class SpreadThresholdTest {

  private static final Calibration CALIBRATION =
      Calibration.of(new Random(1).doubles(10_000).map(u -> -Math.log(1 - u)).toArray());

  private static ThresholdSettings settings(Method method, int window, Double k) {
    return new ThresholdSettings(method, 1e-4, null, window, 0, k, null, null, null, null);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void medianPlusDeviationsEqualsABruteForceOne(long seed) {
    Random random = new Random(seed);
    int window = 16 + random.nextInt(300);
    double k = 4 + 10 * random.nextDouble();
    RollingThreshold tested = settings(Method.MAD, window, k).rolling(CALIBRATION);
    ThresholdState state = tested.initial();
    Deque<Float> last = new ArrayDeque<>();
    for (int i = 0; i < 3000; i++) {
      float error = (float) (-Math.log(1 - random.nextDouble()) * (1 + i / 1000));
      Comparison comparison = tested.observe(state, error, 0);
      if (last.size() == window) {
        assertThat(comparison.threshold())
            .as("seed %d, record %d", seed, i)
            .isCloseTo(bruteForce(last, k), within(1e-4));
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

  private static double bruteForce(Deque<Float> errors, double k) {
    double[] sorted = errors.stream().mapToDouble(Float::doubleValue).sorted().toArray();
    double median = sorted[sorted.length / 2];
    double[] distances = Arrays.stream(sorted).map(e -> Math.abs(e - median)).sorted().toArray();
    return median + k * distances[distances.length / 2];
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void meanPlusDeviationsEqualsTheWeightedSums(long seed) {
    Random random = new Random(seed);
    int window = 20 + random.nextInt(200);
    double weight = 2.0 / (window + 1);
    RollingThreshold tested = settings(Method.SIGMA, window, 12.0).rolling(CALIBRATION);
    ThresholdState state = tested.initial();
    double[] errors = random.doubles(6000).map(u -> -Math.log(1 - u)).toArray();
    double threshold = 0;
    for (double error : errors) {
      Comparison comparison = tested.observe(state, error, 0);
      threshold = comparison.threshold();
      assertThat(error).isLessThanOrEqualTo(threshold);
      state = comparison.next();
    }
    double sum = 0;
    double squares = 0;
    double total = 0;
    for (int age = 0; age < 5000; age++) {
      double share = weight * Math.pow(1 - weight, age);
      double error = errors[errors.length - 2 - age];
      total += share;
      sum += share * error;
      squares += share * error * error;
    }
    double mean = sum / total;
    assertThat(threshold)
        .isCloseTo(mean + 12 * Math.sqrt(squares / total - mean * mean), within(1e-6));
  }

  @Test
  void byTimeTheMeanWeighsErrorsByTheirAgeInWhateverOrderTheyCome() {
    long span = 600_000;
    ThresholdSettings settings =
        new ThresholdSettings(Method.SIGMA, 1e-4, null, 240, 0, 12.0, null, span, null, null);
    RollingThreshold tested = settings.rolling(CALIBRATION);
    Random random = new Random(5);
    int count = 20_000;
    long[] times = new long[count];
    double[] errors = new double[count];
    ThresholdState state = tested.initial();
    for (int i = 0; i < count; i++) {
      times[i] = 1000L * i - random.nextInt(60_000);
      errors[i] = -Math.log(1 - random.nextDouble()) / 2;
      state = tested.observe(state, errors[i], times[i]).next();
    }
    long now = Arrays.stream(times).max().orElseThrow();
    double total = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double share = Math.exp(-2.0 * (now - times[i]) / span);
      total += share;
      sum += share * errors[i];
      squares += share * errors[i] * errors[i];
    }
    // And 16 errors of the calibration, of mean 1 and variance 1.
    total += 16;
    sum += 16;
    squares += 32;
    double mean = sum / total;
    assertThat(tested.threshold(state))
        .isCloseTo(mean + 12 * Math.sqrt(squares / total - mean * mean), within(0.15));
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"SIGMA", "MAD"})
  void aKThatIsGivenTakesThePlaceOfTheRisk(Method method) {
    double few = first(settings(method, 100, 3.0));
    double many = first(settings(method, 100, 6.0));
    double middle = method == Method.SIGMA ? 1 : Math.log(2);

    assertThat((many - middle) / (few - middle)).isCloseTo(2, within(0.02));
    assertThat(first(settings(method, 100, null)))
        .isCloseTo(CALIBRATION.quantile(0.9999), within(1e-3));
  }

  private static double first(ThresholdSettings settings) {
    RollingThreshold rule = settings.rolling(CALIBRATION);
    return rule.threshold(rule.initial());
  }
}
