package io.residual.model.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.error.Calibration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeasonalLevelTest {

  private static final long HOUR = 3_600_000;
  private static final Calibration CALIBRATION =
      Calibration.of(new Random(1).doubles(1000).map(u -> 2 * u).toArray());

  @ParameterizedTest
  @EnumSource(Season.class)
  void learnsHowMuchLargerErrorsAreAtAnHour(Season season) {
    SeasonalLevel level = new SeasonalLevel(season, CALIBRATION);
    SeasonState state = level.initial();
    for (int i = 0; i < 30 * season.hours() * 20; i++) {
      int hour = i / 20 % season.hours();
      state = level.learn(state, hour == 7 ? 30 : hour == 8 ? 2.5 : 10, i * HOUR / 20);
    }
    assertThat(level.factor(state, 5 * HOUR)).isCloseTo(1, within(0.15));
    assertThat(level.factor(state, 7 * HOUR)).isCloseTo(3, within(0.4));
    assertThat(level.factor(state, 8 * HOUR + 1)).isCloseTo(0.25, within(0.05));
  }

  @Test
  void anHourDoesNotExcuseItself() {
    SeasonalLevel level = new SeasonalLevel(Season.HOUR_OF_DAY, CALIBRATION);
    SeasonState state = level.initial();
    for (int i = 0; i < 1000; i++) {
      state = level.learn(state, 1000, i);
      assertThat(level.factor(state, i)).isEqualTo(1);
    }
    state = level.learn(state, 1, HOUR);
    assertThat(level.factor(state, 0)).isBetween(1.1, 1.7);
  }

  @Test
  void factorsStayInBoundsWhateverTimeAndErrorsAre() {
    SeasonalLevel level = new SeasonalLevel(Season.HOUR_OF_WEEK, CALIBRATION);
    Random random = new Random(3);
    SeasonState state = level.initial();
    double[] errors = {0, 1e-300, 1, 1e300, Double.MAX_VALUE};
    for (int i = 0; i < 10_000; i++) {
      long time = random.nextInt(10) == 0 ? random.nextLong() : i * HOUR / 3;
      state = level.learn(state, errors[random.nextInt(errors.length)], time);
      assertThat(level.factor(state, time)).isBetween(0.99 / 8, 1.01 * 8);
    }
  }

  @Test
  void theStateOfAnotherSeasonIsNotAccepted() {
    SeasonalLevel day = new SeasonalLevel(Season.HOUR_OF_DAY, CALIBRATION);
    SeasonalLevel week = new SeasonalLevel(Season.HOUR_OF_WEEK, CALIBRATION);
    assertThat(day.accepts(day.initial())).isTrue();
    assertThat(day.accepts(week.initial())).isFalse();
    assertThat(day.accepts(null)).isFalse();
  }
}
