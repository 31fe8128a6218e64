package io.residual.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertBudgetTest {

  @Test
  void saysWhatIsCountedInWhichTimeAndForWhom() {
    assertThat(AlertBudget.of("3/day"))
        .isEqualTo(new AlertBudget(3, false, Duration.ofDays(1), false));
    assertThat(AlertBudget.of("0.5 alerts / hour / entity"))
        .isEqualTo(new AlertBudget(0.5, false, Duration.ofHours(1), true));
    assertThat(AlertBudget.of("2 incidents/week"))
        .isEqualTo(new AlertBudget(2, true, Duration.ofDays(7), false));
    assertThat(AlertBudget.of("1 incident/day/entity").unit())
        .isEqualTo("incidents a day and entity");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3", "0/day", "-1/day", "3/year", "three/day", "3/day/machine", "1e3/day"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> AlertBudget.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is no budget; write a number above 0 and a time");
  }
}
