package io.residual.model.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.residual.model.error.Calibration;
import io.residual.model.threshold.ThresholdSettings.Method;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every rule promises, whatever it remembers. */
class RollingThresholdContractTest {

  private static final Calibration CALIBRATION = Calibration.of(errors(1, 20_000, 1));

  /** Exponential errors of the given mean. */
  private static double[] errors(long seed, int count, double mean) {
    return new Random(seed).doubles(count).map(u -> -mean * Math.log(1 - u)).toArray();
  }

  private static DoubleSupplier stream(long seed, double mean) {
    Random random = new Random(seed);
    return () -> -mean * Math.log(1 - random.nextDouble());
  }

  private static RollingThreshold rule(Method method) {
    return ThresholdSettings.defaults(method).rolling(CALIBRATION);
  }

  /** A rule, its state, and the alarms so far. */
  private static final class Run {
    private final RollingThreshold rule;
    private ThresholdState state;
    private long time;
    private int alarms;

    Run(RollingThreshold rule) {
      this.rule = rule;
      state = rule.initial();
    }

    /** Returns the alarms among so many records. */
    int over(int records, DoubleSupplier errors) {
      int before = alarms;
      for (int i = 0; i < records; i++) {
        observe(errors.getAsDouble());
      }
      return alarms - before;
    }

    double observe(double error) {
      time += 1000;
      Comparison comparison = rule.observe(state, error, time);
      alarms += error > comparison.threshold() ? 1 : 0;
      state = comparison.next();
      return comparison.threshold();
    }

    double threshold() {
      return rule.threshold(state);
    }
  }

  /** After how many records above it, at most, a rule must have learnt a lasting change. */
  private static int changeLearntWithin(ThresholdSettings settings) {
    return switch (settings.method()) {
      case QUANTILE, MAD -> 2 * settings.window();
      case PEAKS -> 5 * PeakThreshold.BLOCK;
      case SIGMA -> settings.window() + 30;
      case SPOT -> settings.window();
      case DSPOT -> settings.window();
    };
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void theFirstRecordMeetsTheCalibratedThreshold(Method method) {
    ThresholdSettings settings = ThresholdSettings.defaults(method);
    double asked = CALIBRATION.quantile(1 - settings.risk());
    RollingThreshold rule = rule(method);

    assertThat(rule.threshold(rule.initial()))
        .isCloseTo(
            asked, within((method.needsPeaks() || method == Method.PEAKS ? 0.2 : 1e-4) * asked));
    assertThat(rule.observe(rule.initial(), 1, 0).threshold())
        .isEqualTo(rule.threshold(rule.initial()));
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void steadyErrorsRaiseHardlyAnAlarm(Method method) {
    int alarms = new Run(rule(method)).over(100_000, stream(2, 1));

    // The default risks let 10 be expected, and 20 of peaks.
    assertThat(alarms).isLessThan(50);
  }

  @ParameterizedTest
  @EnumSource(value = Method.class, mode = EnumSource.Mode.EXCLUDE, names = "PEAKS")
  void anErrorAboveTheThresholdTeachesItNothing(Method method) {
    Run run = new Run(rule(method));
    run.over(500, stream(3, 1));
    double before = run.threshold();
    for (double times : new double[] {1.0001, 2, 1e6, 1e300}) {
      assertThat(run.observe(before * times)).isEqualTo(before);
      assertThat(run.threshold()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aLastingChangeIsLearntWithinTheStatedNumberOfRecords(Method method) {
    ThresholdSettings settings = ThresholdSettings.defaults(method);
    Run run = new Run(settings.rolling(CALIBRATION));
    run.over(1000, stream(4, 1));
    DoubleSupplier noise = stream(5, 1);
    DoubleSupplier changed = () -> 100 + noise.getAsDouble();

    int alarms = run.over(changeLearntWithin(settings), changed);
    assertThat(alarms).as("a change is noticed").isGreaterThan(50);
    assertThat(run.over(5000, changed)).as("and then learnt").isLessThan(10);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void anEntityTenTimesAsNoisyIsLearntAlthoughManyOfItsErrorsAreSmall(Method method) {
    Run run = new Run(rule(method));
    DoubleSupplier noisy = stream(6, 10);
    int alarms = run.over(20_000, noisy);

    assertThat(run.over(20_000, noisy)).as("after %d at first", alarms).isLessThan(40);
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"QUANTILE", "MAD"})
  void anEntityWithTwoLevelsIsLearnt(Method method) {
    // Medians see nothing of what makes up less than half, and are meant not to.
    Run run = new Run(rule(method));
    Random random = new Random(7);
    DoubleSupplier noise = stream(8, 1);
    DoubleSupplier two = () -> (random.nextInt(4) == 0 ? 60 : 0) + noise.getAsDouble();
    int alarms = run.over(5000, two);

    assertThat(run.over(20_000, two)).as("after %d at first", alarms).isLessThan(200);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aQuieterEntityHasALowerThresholdDownToTheFloor(Method method) {
    ThresholdSettings defaults = ThresholdSettings.defaults(method);
    ThresholdSettings free =
        new ThresholdSettings(
            method,
            defaults.risk(),
            defaults.quantile(),
            defaults.window(),
            0,
            null,
            defaults.depth(),
            null,
            null,
            null);
    Run run = new Run(free.rolling(CALIBRATION));
    double first = run.threshold();
    run.over(60_000, stream(9, 0.05));
    assertThat(run.threshold()).isLessThan(0.25 * first);

    Run floored = new Run(defaults.rolling(CALIBRATION));
    floored.over(60_000, stream(9, 0.01));
    assertThat(floored.threshold())
        .isGreaterThanOrEqualTo(floored.rule.lowest())
        .isCloseTo(floored.rule.lowest(), within(0.2 * first));
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void thresholdsStayFiniteAndPositiveWhateverTheErrorsAre(Method method) {
    Random random = new Random(10);
    Run run = new Run(rule(method));
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
  @EnumSource(Method.class)
  void calibrationErrorsThatAreAllAlikeMakeAThreshold(Method method) {
    for (double level : new double[] {0, 3}) {
      double[] alike = new double[500];
      Arrays.fill(alike, level);
      Run run = new Run(ThresholdSettings.defaults(method).rolling(Calibration.of(alike)));
      assertThat(run.over(2000, () -> level)).isZero();
      assertThat(run.threshold()).isPositive().isFinite();
      assertThat(run.over(1, () -> 3 * level + 1)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void eventTimeThatMisbehavesDisturbsNoRule(Method method) {
    ThresholdSettings settings = ThresholdSettings.defaults(method);
    RollingThreshold rule = settings.rolling(CALIBRATION);
    Random random = new Random(11);
    DoubleSupplier errors = stream(12, 1);
    ThresholdState state = rule.initial();
    int alarms = 0;
    for (int i = 0; i < 5000; i++) {
      long time =
          switch (random.nextInt(5)) {
            case 0 -> Long.MAX_VALUE - random.nextInt(1000);
            case 1 -> Long.MIN_VALUE + random.nextInt(1000);
            default -> 1000L * i - random.nextInt(100_000);
          };
      double error = errors.getAsDouble();
      Comparison comparison = rule.observe(state, error, time);
      assertThat(comparison.threshold()).isFinite().isPositive();
      alarms += error > comparison.threshold() ? 1 : 0;
      state = comparison.next();
    }
    assertThat(alarms).isLessThan(25);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aStoredStateGoesOnToTheBit(Method method) {
    Run whole = new Run(rule(method));
    Run stored = new Run(rule(method));
    DoubleSupplier errors = stream(13, 1);
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
  @EnumSource(Method.class)
  void statesOfOtherRulesWindowsAndVersionsAreNotAccepted(Method method) {
    RollingThreshold rule = rule(method);
    ThresholdState state = rule.initial();
    assertThat(rule.accepts(state)).isTrue();
    for (Method other : Method.values()) {
      assertThat(rule(other).accepts(state)).isEqualTo(other == method);
    }
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
    ThresholdSettings defaults = ThresholdSettings.defaults(method);
    ThresholdSettings narrower =
        new ThresholdSettings(
            method,
            defaults.risk(),
            defaults.quantile(),
            64,
            defaults.floor(),
            null,
            defaults.depth(),
            null,
            null,
            null);
    assertThat(narrower.rolling(CALIBRATION).accepts(state)).isFalse();
    assertThat(defaults.withRisk(1e-3).rolling(CALIBRATION).accepts(state)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void errorsThatAreNoNumbersAreRefused(Method method) {
    RollingThreshold rule = rule(method);
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
      assertThatThrownBy(() -> rule.observe(rule.initial(), bad, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(String.valueOf(bad));
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void severityIsATenthForEveryPowerOfTenOfTheProbability(Method method) {
    RollingThreshold rule = rule(method);
    double limit = rule.threshold(rule.initial());
    double probability = CALIBRATION.tailProbability(limit);

    assertThat(rule.severity(limit, limit)).isCloseTo(-Math.log10(probability) / 10, within(1e-6));
    assertThat(rule.severity(7 * limit, 7 * limit))
        .as("an entity at seven times the level")
        .isCloseTo(rule.severity(limit, limit), within(1e-9));
    assertThat(rule.severity(0, limit)).isZero();
    assertThat(rule.severity(Double.POSITIVE_INFINITY, limit)).isEqualTo(1);
    assertThat(rule.severity(1.5 * limit, limit)).isGreaterThan(rule.severity(limit, limit));
    assumeTrue(method != Method.PEAKS);
    assertThat(rule.severity(limit, limit)).as("one in ten thousand").isBetween(0.3, 0.5);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void anEntityOfOneRecordTakesFewBytes(Method method) {
    RollingThreshold rule = rule(method);
    ThresholdState state = rule.observe(rule.initial(), 1, 0).next();

    int bytes = 8 * state.numbers().length + 4 * state.errors().length + 2 * state.codes().length;
    assertThat(bytes).isLessThanOrEqualTo(96);
  }
}
