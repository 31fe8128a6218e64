package io.residual.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingGridTest {

  @Test
  void combinesEveryValueWithEveryOther() {
    assertThat(SettingGrid.of(List.of("a.x=1, 2", "a.y=p,q")))
        .containsExactly(
            Map.of("a.x", "1", "a.y", "p"),
            Map.of("a.x", "1", "a.y", "q"),
            Map.of("a.x", "2", "a.y", "p"),
            Map.of("a.x", "2", "a.y", "q"));
  }

  @Test
  void refusesWhatIsNoGrid() {
    assertThatThrownBy(() -> SettingGrid.of(List.of("a.x")))
        .hasMessageContaining("'a.x' is no setting; write key=value");
    assertThatThrownBy(() -> SettingGrid.of(List.of("a.x=1", "a.x=2")))
        .hasMessageContaining("'a.x' is swept twice");
    assertThatThrownBy(
            () -> SettingGrid.of(List.of("a.x=1,2,3,4,5,6", "a.y=1,2,3,4,5,6", "a.z=1,2,3")))
        .hasMessageContaining("108 settings to try; give at most 100");
  }
}
