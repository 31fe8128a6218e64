package io.residual.model.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.residual.model.threshold.RuleRun.Rule;
import io.residual.model.threshold.ThresholdSettings.Method;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rule learns of an entity, how soon, and what it does not learn. */
class RollingThresholdChangeTest {

  private static final String RULES = "io.residual.model.threshold.RuleRun#rules";

  /** Peaks take all errors in. */
  static Stream<Rule> rulesThatLeaveAnomaliesOut() {
    return RuleRun.rules().filter(rule -> rule.method() != Method.PEAKS);
  }

  /** Medians see nothing of what makes up less than half, and are meant not to. */
  static Stream<Rule> rulesWithoutMedian() {
    return RuleRun.rules()
        .filter(rule -> rule.method() != Method.QUANTILE && rule.method() != Method.MAD);
  }

  /** After how many records above it, at most, a rule must have learnt a lasting change. */
  static Stream<Arguments> rulesAndHowSoon() {
    return RuleRun.rules().map(rule -> arguments(rule, changeLearntWithin(rule)));
  }

  private static int changeLearntWithin(Rule rule) {
    int window = rule.settings().window();
    return switch (rule.method()) {
      case QUANTILE -> 2 * window;
      case MAD -> rule.timed() ? 3 * window : 2 * window;
      case PEAKS -> 5 * PeakThreshold.BLOCK;
      case SIGMA -> window + (rule.timed() ? 60 : 30);
      case SPOT, DSPOT -> window;
    };
  }

  @ParameterizedTest
  @MethodSource("rulesThatLeaveAnomaliesOut")
  void anErrorAboveTheThresholdTeachesItNothing(Rule tested) {
    RuleRun run = new RuleRun(tested.rolling());
    run.over(500, RuleRun.stream(3, 1));
    double before = run.threshold();
    for (double times : new double[] {1.0001, 2, 1e6, 1e300}) {
      assertThat(run.observe(before * times, run.time)).isEqualTo(before);
      assertThat(run.threshold()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("rulesAndHowSoon")
  void aLastingChangeIsLearntWithinTheStatedNumberOfRecords(Rule tested, int records) {
    RuleRun run = new RuleRun(tested.rolling());
    run.over(1000, RuleRun.stream(4, 1));
    DoubleSupplier noise = RuleRun.stream(5, 1);
    DoubleSupplier changed = () -> 100 + noise.getAsDouble();

    int alarms = run.over(records, changed);
    assertThat(alarms).as("a change is noticed").isGreaterThan(50);
    assertThat(run.over(5000, changed)).as("and then learnt").isLessThan(10);
  }

  @ParameterizedTest
  @MethodSource(RULES)
  void anEntityTenTimesAsNoisyIsLearntAlthoughManyOfItsErrorsAreSmall(Rule tested) {
    RuleRun run = new RuleRun(tested.rolling());
    DoubleSupplier noisy = RuleRun.stream(6, 10);
    int alarms = run.over(20_000, noisy);

    assertThat(run.over(20_000, noisy)).as("after %d at first", alarms).isLessThan(40);
  }

  @ParameterizedTest
  @MethodSource("rulesWithoutMedian")
  void anEntityWithTwoLevelsIsLearnt(Rule tested) {
    RuleRun run = new RuleRun(tested.rolling());
    Random random = new Random(7);
    DoubleSupplier noise = RuleRun.stream(8, 1);
    DoubleSupplier two = () -> (random.nextInt(4) == 0 ? 60 : 0) + noise.getAsDouble();
    int alarms = run.over(5000, two);

    assertThat(run.over(20_000, two)).as("after %d at first", alarms).isLessThan(200);
  }

  @ParameterizedTest
  @MethodSource(RULES)
  void aQuieterEntityHasALowerThresholdDownToTheFloor(Rule tested) {
    ThresholdSettings free = tested.with(tested.settings().window(), 0, null);
    RuleRun run = new RuleRun(free.rolling(RuleRun.CALIBRATION));
    double first = run.threshold();
    run.over(60_000, RuleRun.stream(9, 0.05));
    assertThat(run.threshold()).isLessThan(0.25 * first);

    RuleRun floored = new RuleRun(tested.rolling());
    floored.over(60_000, RuleRun.stream(9, 0.01));
    assertThat(floored.threshold())
        .isGreaterThanOrEqualTo(floored.rule.lowest())
        .isCloseTo(floored.rule.lowest(), within(0.2 * first));
  }
}
