package io.residual.model.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.threshold.RuleRun.Rule;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rule makes of event time. */
class RollingThresholdTimeTest {

  private static final String TIMED = "io.residual.model.threshold.RuleRun#timedRules";

  @ParameterizedTest
  @MethodSource("io.residual.model.threshold.RuleRun#rules")
  void eventTimeThatMisbehavesDisturbsNoRule(Rule tested) {
    RuleRun run = new RuleRun(tested.rolling());
    Random random = new Random(11);
    DoubleSupplier errors = RuleRun.stream(12, 1);
    for (int i = 0; i < 5000; i++) {
      long time =
          switch (random.nextInt(5)) {
            case 0 -> Long.MAX_VALUE - random.nextInt(1000);
            case 1 -> Long.MIN_VALUE + random.nextInt(1000);
            default -> 1000L * i - random.nextInt(100_000);
          };
      assertThat(run.observe(errors.getAsDouble(), time)).isFinite().isPositive();
    }
    assertThat(run.alarms()).isLessThan(25);
  }

  @ParameterizedTest
  @MethodSource(TIMED)
  void afterAGapOfTheSpanAnEntityIsJudgedAsANewOne(Rule tested) {
    RuleRun run = new RuleRun(tested.rolling());
    double calibrated = run.threshold();
    run.over(40_000, RuleRun.stream(14, 10));
    assertThat(run.threshold()).isGreaterThan(2 * calibrated);
    // Weights by age fade: nothing is left of them after some spans more.
    double after = run.observe(1, run.time + 20 * tested.spanMillis());
    assertThat(after).isCloseTo(calibrated, within(1e-6 * calibrated));
  }

  @ParameterizedTest
  @MethodSource(TIMED)
  void aClockThatRanYearsAheadDoesNotStopLearning(Rule tested) {
    RuleRun run = new RuleRun(tested.rolling());
    double calibrated = run.threshold();
    run.observe(1, Long.MAX_VALUE);
    run.over(40_000, RuleRun.stream(15, 10));

    assertThat(run.threshold()).isGreaterThan(2 * calibrated);
  }

  /** The worst clock is one that is ahead by a little less than what begins anew. */
  @ParameterizedTest
  @MethodSource(TIMED)
  void oneRecordFromAheadByLessThanTheSpanDoesNotStopLearning(Rule tested) {
    RuleRun run = new RuleRun(tested.rolling());
    double calibrated = run.threshold();
    long ahead = run.time + tested.spanMillis() * 19 / 20;
    run.observe(1, ahead);
    while (run.time < ahead) {
      run.over(100, RuleRun.stream(run.time, 10));
    }

    assertThat(run.threshold()).isGreaterThan(2 * calibrated);
  }

  @ParameterizedTest
  @MethodSource(TIMED)
  void moreRecordsInTheSameTimeDoNotMakeItForget(Rule tested) {
    RuleRun run = new RuleRun(tested.rolling());
    run.over(40_000, RuleRun.stream(16, 10));
    double noisy = run.threshold();
    // A hundred quiet records in each second of a fiftieth of the span.
    DoubleSupplier quiet = RuleRun.stream(17, 0.1);
    long until = run.time + tested.spanMillis() / 50;
    for (long time = run.time; time < until; time += 10) {
      run.observe(quiet.getAsDouble(), time);
    }
    assertThat(run.threshold()).isGreaterThan(0.5 * noisy);
  }
}
