package io.residual.model.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.error.Calibration;
import io.residual.model.threshold.RuleRun.Rule;
import io.residual.model.threshold.ThresholdSettings.Method;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rule promises, whatever it remembers and however it slides. */
class RollingThresholdContractTest {

  private static final String RULES = "io.residual.model.threshold.RuleRun#rules";

  @ParameterizedTest
  @MethodSource(RULES)
  void theFirstRecordMeetsTheCalibratedThreshold(Rule tested) {
    double asked = RuleRun.CALIBRATION.quantile(1 - tested.settings().risk());
    RollingThreshold rule = tested.rolling();

    assertThat(rule.threshold(rule.initial()))
        .isCloseTo(asked, within((tested.usesPeaks() ? 0.2 : 1e-4) * asked));
    assertThat(rule.observe(rule.initial(), 1, 0).threshold())
        .isEqualTo(rule.threshold(rule.initial()));
  }

  @ParameterizedTest
  @MethodSource(RULES)
  void steadyErrorsRaiseHardlyAnAlarm(Rule tested) {
    int alarms = new RuleRun(tested.rolling()).over(100_000, RuleRun.stream(2, 1));

    // The default risks let 10 be expected, and 20 of peaks.
    assertThat(alarms).isLessThan(50);
  }

  @ParameterizedTest
  @MethodSource(RULES)
  void thresholdsStayFiniteAndPositiveWhateverTheErrorsAre(Rule tested) {
    Random random = new Random(10);
    RuleRun run = new RuleRun(tested.rolling());
    double[] wild = {0, Double.MIN_VALUE, 1e-40, 1, 1e30, Float.MAX_VALUE, 1e300, Double.MAX_VALUE};
    for (int i = 0; i < 20_000; i++) {
      int kind = i / 4000 % 2;
      double error = wild[kind == 0 ? random.nextInt(wild.length) : i / 1000 % wild.length];
      double threshold = run.observe(error);
      assertThat(threshold).as("record %d", i).isPositive().isFinite();
      assertThat(threshold).isGreaterThanOrEqualTo(run.rule.lowest());
    }
  }

  @ParameterizedTest
  @MethodSource(RULES)
  void calibrationErrorsThatAreAllAlikeMakeAThreshold(Rule tested) {
    for (double level : new double[] {0, 3}) {
      double[] alike = new double[500];
      Arrays.fill(alike, level);
      RuleRun run = new RuleRun(tested.settings().rolling(Calibration.of(alike)));
      assertThat(run.over(2000, () -> level)).isZero();
      assertThat(run.threshold()).isPositive().isFinite();
      assertThat(run.over(1, () -> 3 * level + 1)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource(RULES)
  void aStoredStateGoesOnToTheBit(Rule tested) {
    RuleRun whole = new RuleRun(tested.rolling());
    RuleRun stored = new RuleRun(tested.rolling());
    DoubleSupplier errors = RuleRun.stream(13, 1);
    for (int i = 0; i < 5000; i++) {
      double error = i % 400 < 20 ? 100 : errors.getAsDouble();
      stored.state = copy(stored.state);
      assertThat(stored.observe(error)).as("record %d", i).isEqualTo(whole.observe(error));
    }
  }

  private static ThresholdState copy(ThresholdState state) {
    return new ThresholdState(
        state.version(),
        state.shape(),
        state.next(),
        state.count(),
        state.time(),
        state.numbers().clone(),
        state.errors().clone(),
        state.codes().clone());
  }

  @ParameterizedTest
  @MethodSource(RULES)
  void statesOfOtherRulesWindowsAndVersionsAreNotAccepted(Rule tested) {
    RollingThreshold rule = tested.rolling();
    ThresholdState state = rule.initial();
    assertThat(rule.accepts(state)).isTrue();
    RuleRun.rules()
        .forEach(
            other -> assertThat(other.rolling().accepts(state)).isEqualTo(other.equals(tested)));
    ThresholdState older =
        new ThresholdState(
            ThresholdState.VERSION - 1,
            state.shape(),
            0,
            0,
            0,
            new double[0],
            new float[240],
            new char[0]);
    assertThat(rule.accepts(older)).isFalse();
    ThresholdSettings narrower = tested.with(64, tested.settings().floor(), null);
    assertThat(narrower.rolling(RuleRun.CALIBRATION).accepts(state)).isFalse();
    ThresholdSettings riskier = tested.settings().withRisk(1e-3);
    assertThat(riskier.rolling(RuleRun.CALIBRATION).accepts(state)).isTrue();
  }

  @ParameterizedTest
  @MethodSource(RULES)
  void errorsThatAreNoNumbersAreRefused(Rule tested) {
    RollingThreshold rule = tested.rolling();
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
      assertThatThrownBy(() -> rule.observe(rule.initial(), bad, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(String.valueOf(bad));
    }
  }

  @ParameterizedTest
  @MethodSource(RULES)
  void severityIsATenthForEveryPowerOfTenOfTheProbability(Rule tested) {
    RollingThreshold rule = tested.rolling();
    double limit = rule.threshold(rule.initial());
    double probability = RuleRun.CALIBRATION.tailProbability(limit);

    assertThat(rule.severity(limit, limit)).isCloseTo(-Math.log10(probability) / 10, within(1e-6));
    assertThat(rule.severity(7 * limit, 7 * limit))
        .as("an entity at seven times the level")
        .isCloseTo(rule.severity(limit, limit), within(1e-9));
    assertThat(rule.severity(0, limit)).isZero();
    assertThat(rule.severity(Double.POSITIVE_INFINITY, limit)).isEqualTo(1);
    assertThat(rule.severity(1.5 * limit, limit)).isGreaterThan(rule.severity(limit, limit));
    // One in ten thousand; of peaks, whose threshold extrapolates, about one in five thousand.
    double least = tested.method() == Method.PEAKS ? 0.25 : 0.3;
    assertThat(rule.severity(limit, limit)).isBetween(least, 0.5);
  }

  @ParameterizedTest
  @MethodSource(RULES)
  void anEntityOfOneRecordTakesFewBytes(Rule tested) {
    RollingThreshold rule = tested.rolling();
    ThresholdState state = rule.observe(rule.initial(), 1, 0).next();

    int bytes = 8 * state.numbers().length + 4 * state.errors().length + 2 * state.codes().length;
    assertThat(bytes).isLessThanOrEqualTo(96);
  }
}
