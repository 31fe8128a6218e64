package io.residual.model.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.error.Calibration;
import io.residual.model.threshold.ThresholdSettings.Method;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over a million draws of known distributions, the risk asked for is the one that is run. */
class SpotThresholdTest {

  private static final int DRAWS = 1_000_000;

  /** Scores of a known tail. */
  enum Scores {
    NORMAL,
    EXPONENTIAL,
    PARETO,
    STUDENT;

    double next(Random random) {
      return switch (this) {
        case NORMAL -> Math.abs(random.nextGaussian());
        case EXPONENTIAL -> -Math.log(1 - random.nextDouble());
        case PARETO -> Math.pow(1 - random.nextDouble(), -1 / 3.0);
        case STUDENT -> student(random);
      };
    }

    /** Absolute value of Student's t with 4 degrees of freedom. */
    private static double student(Random random) {
      double chi = 0;
      for (int i = 0; i < 4; i++) {
        double z = random.nextGaussian();
        chi += z * z;
      }
      return Math.abs(random.nextGaussian()) / Math.sqrt(chi / 4);
    }

    Calibration calibration(long seed) {
      Random random = new Random(seed);
      double[] errors = new double[5000];
      for (int i = 0; i < errors.length; i++) {
        errors[i] = next(random);
      }
      return Calibration.of(errors);
    }
  }

  private static double realisedRate(
      RollingThreshold rule, Scores scores, long seed, double drift) {
    Random random = new Random(seed);
    ThresholdState state = rule.initial();
    int exceeding = 0;
    for (int i = 0; i < DRAWS; i++) {
      double error = scores.next(random) + drift * i / DRAWS;
      Comparison comparison = rule.observe(state, error, i);
      exceeding += error > comparison.threshold() ? 1 : 0;
      state = comparison.next();
    }
    return (double) exceeding / DRAWS;
  }

  private static ThresholdSettings settings(Method method, double risk) {
    ThresholdSettings defaults = ThresholdSettings.defaults(method);
    return new ThresholdSettings(
        method,
        risk,
        defaults.quantile(),
        defaults.window(),
        0,
        null,
        defaults.depth(),
        null,
        null,
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "SPOT, NORMAL, 0.001",
    "SPOT, EXPONENTIAL, 0.001",
    "SPOT, PARETO, 0.001",
    "SPOT, STUDENT, 0.001",
    "SPOT, EXPONENTIAL, 0.0001",
    "SPOT, STUDENT, 0.0001",
    "DSPOT, NORMAL, 0.001",
    "DSPOT, PARETO, 0.001",
    "DSPOT, EXPONENTIAL, 0.0001"
  })
  void ofAMillionScoresAsManyExceedTheThresholdAsAskedFor(
      Method method, Scores scores, double risk) {
    RollingThreshold rule = settings(method, risk).rolling(scores.calibration(1));
    double rate = realisedRate(rule, scores, 2, 0);

    // 1,000 exceedances vary by 3%, 100 by 10%.
    assertThat(rate / risk).isBetween(0.8, risk < 1e-3 ? 1.5 : 1.25);
  }

  @ParameterizedTest
  @CsvSource({"NORMAL, 30", "EXPONENTIAL, 100", "PARETO, 100", "STUDENT, 100"})
  void dspotKeepsTheRiskWhileTheScoresDrift(Scores scores, double drift) {
    double risk = 1e-3;
    RollingThreshold rule = settings(Method.DSPOT, risk).rolling(scores.calibration(1));

    assertThat(realisedRate(rule, scores, 2, drift) / risk).isBetween(0.8, 1.3);
  }

  @Test
  void aBurstOfAnomaliesMovesTheThresholdByLittle() {
    RollingThreshold rule = settings(Method.SPOT, 1e-4).rolling(Scores.EXPONENTIAL.calibration(1));
    Random random = new Random(4);
    ThresholdState state = rule.initial();
    for (int i = 0; i < 20_000; i++) {
      state = rule.observe(state, Scores.EXPONENTIAL.next(random), i).next();
    }
    double before = rule.threshold(state);
    for (int i = 0; i < 100; i++) {
      state = rule.observe(state, 1000, i).next();
    }
    for (int i = 0; i < 5000; i++) {
      state = rule.observe(state, Scores.EXPONENTIAL.next(random), i).next();
    }
    assertThat(rule.threshold(state)).isCloseTo(before, within(0.25 * before));
  }
}
