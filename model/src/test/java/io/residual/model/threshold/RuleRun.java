package io.residual.model.threshold;

import io.residual.model.error.Calibration;
import io.residual.model.threshold.ThresholdSettings.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** A rule, its state, and the alarms so far; one record a second. */
final class RuleRun {

  /** Exponential errors of mean 1. */
  static final Calibration CALIBRATION =
      Calibration.of(new Random(1).doubles(20_000).map(u -> -Math.log(1 - u)).toArray());

  /** A rule as it comes, but for how it slides. */
  record Rule(Method method, boolean timed) {

    ThresholdSettings settings() {
      ThresholdSettings defaults = ThresholdSettings.defaults(method);
      return with(defaults.window(), defaults.floor(), defaults.idleMillis());
    }

    ThresholdSettings with(int window, double floor, Long idleMillis) {
      ThresholdSettings defaults = ThresholdSettings.defaults(method);
      return new ThresholdSettings(
          method,
          defaults.risk(),
          defaults.quantile(),
          window,
          floor,
          null,
          defaults.depth(),
          timed ? (Long) spanMillis() : null,
          idleMillis,
          null);
    }

    /** At a record a second about as long as the windows are by count. */
    long spanMillis() {
      return switch (method) {
        case QUANTILE, MAD -> Duration.ofMinutes(4).toMillis();
        case SIGMA -> Duration.ofHours(1).toMillis();
        case PEAKS, SPOT, DSPOT -> Duration.ofHours(4).toMillis();
      };
    }

    boolean usesPeaks() {
      return method.needsPeaks() || method == Method.PEAKS;
    }

    RollingThreshold rolling() {
      return settings().rolling(CALIBRATION);
    }

    @Override
    public String toString() {
      return method + (timed ? " by time" : " by count");
    }
  }

  static Stream<Rule> rules() {
    return Arrays.stream(Method.values())
        .flatMap(method -> Stream.of(new Rule(method, false), new Rule(method, true)));
  }

  static Stream<Rule> timedRules() {
    return rules().filter(Rule::timed);
  }

  /** Exponential errors of the given mean. */
  static DoubleSupplier stream(long seed, double mean) {
    Random random = new Random(seed);
    return () -> -mean * Math.log(1 - random.nextDouble());
  }

  final RollingThreshold rule;
  ThresholdState state;
  long time;
  private int alarms;

  RuleRun(RollingThreshold rule) {
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
    return observe(error, time);
  }

  double observe(double error, long eventTimeMillis) {
    Comparison comparison = rule.observe(state, error, eventTimeMillis);
    alarms += error > comparison.threshold() ? 1 : 0;
    state = comparison.next();
    return comparison.threshold();
  }

  double threshold() {
    return rule.threshold(state);
  }

  int alarms() {
    return alarms;
  }
}
