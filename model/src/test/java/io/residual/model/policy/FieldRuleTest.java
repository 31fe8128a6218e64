package io.residual.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.model.policy.FieldRule.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRuleTest {

  @ParameterizedTest
  @CsvSource({"high, HIGH, 0", "low 0.5, LOW, 0.5", "both 3, BOTH, 3", "1e-3, BOTH, 0.001"})
  void readsDirectionAndNoiseFloor(String text, Direction direction, double noise) {
    FieldRule rule = FieldRule.of(text);

    assertThat(rule).isEqualTo(new FieldRule(direction, noise));
    assertThat(FieldRule.of(rule.toString())).isEqualTo(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "both", "0", "up", "high low", "high -1", "0.5 high", "high0.5", "1e999"})
  void refusesWhatIsNoRule(String text) {
    assertThatThrownBy(() -> FieldRule.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void coolDownsAreReadAsTheyAreWritten() {
    for (String text : new String[] {"none", "300 records", "5000 ms"}) {
      assertThat(CoolDown.of(text)).hasToString(text);
    }
    for (String text : new String[] {"", "0 records", "100001 records", "0 ms", "5 min"}) {
      assertThatThrownBy(() -> CoolDown.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
