package io.residual.model.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.threshold.SpotThresholdTest.Scores;
import io.residual.model.threshold.ThresholdSettings.Method;
import java.time.Duration;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of peaks by event time: busy days and quiet nights. */
class TimedPeaksTest {

  private static final int DRAWS = 1_000_000;
  private static final double HOUR = Duration.ofHours(1).toMillis();

  private static RollingThreshold rule(Method method, double risk, Scores scores) {
    ThresholdSettings defaults = ThresholdSettings.defaults(method);
    return new ThresholdSettings(
            method,
            risk,
            defaults.quantile(),
            defaults.window(),
            0,
            null,
            defaults.depth(),
            Duration.ofDays(1).toMillis(),
            null,
            null)
        .rolling(scores.calibration(1));
  }

  /** Records of one entity: from 9 to 17 hours, twenty times as many as in the rest of the day. */
  private static final class Stream {
    private final Random random = new Random(2);
    private final double busy;
    private double time;

    Stream(int perDay) {
      busy = perDay * 20.0 / (20 * 8 + 16) / HOUR;
    }

    boolean isDay() {
      double hour = time / HOUR % 24;
      return hour >= 9 && hour < 17;
    }

    long next() {
      time -= Math.log(1 - random.nextDouble()) / (isDay() ? busy : busy / 20);
      return (long) time;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SPOT, NORMAL, 0.001, 10000, 0",
    "SPOT, EXPONENTIAL, 0.001, 10000, 0",
    "SPOT, PARETO, 0.001, 10000, 0",
    "SPOT, STUDENT, 0.001, 100000, 0",
    "SPOT, EXPONENTIAL, 0.001, 100000, 0",
    "SPOT, EXPONENTIAL, 0.0001, 20000, 0",
    "SPOT, STUDENT, 0.0001, 20000, 0",
    "DSPOT, NORMAL, 0.001, 10000, 30",
    "DSPOT, EXPONENTIAL, 0.001, 10000, 100",
    "DSPOT, PARETO, 0.001, 10000, 100",
    "DSPOT, STUDENT, 0.001, 10000, 100",
    "PEAKS, EXPONENTIAL, 0.001, 10000, 0",
    "PEAKS, STUDENT, 0.001, 10000, 0"
  })
  void ofAMillionScoresAsManyExceedTheThresholdAsAskedFor(
      Method method, Scores scores, double risk, int perDay, double drift) {
    RollingThreshold rule = rule(method, risk, scores);
    Random random = new Random(3);
    Stream stream = new Stream(perDay);
    ThresholdState state = rule.initial();
    int exceeding = 0;
    int atNight = 0;
    int night = 0;
    for (int i = 0; i < DRAWS; i++) {
      boolean day = stream.isDay();
      double error = scores.next(random) + drift * i / DRAWS;
      Comparison comparison = rule.observe(state, error, stream.next());
      boolean exceeds = error > comparison.threshold();
      exceeding += exceeds ? 1 : 0;
      night += day ? 0 : 1;
      atNight += exceeds && !day ? 1 : 0;
      state = comparison.next();
    }
    double rate = (double) exceeding / DRAWS;

    assertThat(rate / risk).isBetween(0.75, risk < 1e-3 ? 1.7 : 1.35);
    // About 90 at night with a risk of 0.001, which vary by 11%.
    assertThat((double) atNight / night / rate)
        .as("%d exceed at night", atNight)
        .isBetween(risk < 1e-3 ? 0.2 : 0.6, risk < 1e-3 ? 2.5 : 1.6);
  }

  /** The stated time: 128 errors above the threshold, 96 of peaks, then a tenth of the span. */
  @ParameterizedTest
  @CsvSource({
    "SPOT, 5000",
    "SPOT, 20000",
    "SPOT, 200000",
    "DSPOT, 5000",
    "DSPOT, 20000",
    "DSPOT, 200000",
    "PEAKS, 5000",
    "PEAKS, 20000",
    "PEAKS, 200000"
  })
  void aLastingChangeIsLearntWithinTheStatedTime(Method method, int perDay) {
    for (DoubleUnaryOperator change :
        new DoubleUnaryOperator[] {error -> 100 + error, error -> 10 * error}) {
      RollingThreshold rule = rule(method, 1e-4, Scores.EXPONENTIAL);
      Random random = new Random(5);
      ThresholdState state = rule.initial();
      long step = Duration.ofDays(1).toMillis() / perDay;
      long time = 0;
      for (int i = 0; i < 2 * perDay; i++, time += step) {
        state = rule.observe(state, Scores.EXPONENTIAL.next(random), time).next();
      }
      int alarms = 0;
      int needed = 128 + (int) (0.1 * perDay);
      // As soon as that many exceed the threshold; of ten times as large ones half as often.
      int noticed = 0;
      for (int i = 0; noticed < needed && i < 4 * needed; i++, time += step) {
        double error = change.applyAsDouble(Scores.EXPONENTIAL.next(random));
        Comparison comparison = rule.observe(state, error, time);
        alarms += error > comparison.threshold() ? 1 : 0;
        noticed = alarms < 128 ? alarms : noticed + 1;
        state = comparison.next();
      }
      int later = 0;
      for (int i = 0; i < perDay; i++, time += step) {
        double error = change.applyAsDouble(Scores.EXPONENTIAL.next(random));
        Comparison comparison = rule.observe(state, error, time);
        later += error > comparison.threshold() ? 1 : 0;
        state = comparison.next();
      }
      assertThat(alarms).as("a change is noticed").isGreaterThan(30);
      assertThat(later).as("of %d records", perDay).isLessThan(10 + perDay / 1000);
    }
  }

  @ParameterizedTest
  @CsvSource({"SPOT", "DSPOT", "PEAKS"})
  void anEntityThatBecomesQuietIsLearntWithinThreeSpans(Method method) {
    RollingThreshold rule = rule(method, 1e-4, Scores.EXPONENTIAL);
    Random random = new Random(6);
    ThresholdState state = rule.initial();
    int perDay = 20_000;
    long step = Duration.ofDays(1).toMillis() / perDay;
    double before = rule.threshold(state);
    for (int i = 0; i < 5 * perDay; i++) {
      double error = (i < 2 * perDay ? 1 : 0.1) * Scores.EXPONENTIAL.next(random);
      state = rule.observe(state, error, i * step).next();
    }
    assertThat(rule.threshold(state)).isBetween(0.07 * before, 0.15 * before);
  }
}
