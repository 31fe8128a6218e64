package io.residual.model.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuietPeriodTest {

  private static List<Integer> alerts(QuietPeriod period, double... errors) {
    List<Integer> alerts = new ArrayList<>();
    QuietPeriod.State state = QuietPeriod.State.INITIAL;
    for (int i = 0; i < errors.length; i++) {
      if (period.alerts(state, errors[i], 1)) {
        alerts.add(i);
      }
      state = period.next(state, errors[i], 1);
    }
    return alerts;
  }

  @Test
  void alertsOnceAPeriodForAFaultThatLasts() {
    assertThat(alerts(new QuietPeriod(2, 4), 0.5, 2, 2, 2, 2, 2, 0.5)).containsExactly(1, 4);
  }

  @Test
  void isBrokenByAFarWorseRecord() {
    assertThat(alerts(new QuietPeriod(9, 4), 2, 7, 9, 9)).containsExactly(0, 2);
  }

  @Test
  void withoutAPeriodEveryRecordAboveItsThresholdAlerts() {
    assertThat(alerts(QuietPeriod.NONE, 2, 2, 1, 2)).containsExactly(0, 1, 3);
  }

  @Test
  void neverHidesABrokenModel() {
    assertThat(alerts(new QuietPeriod(9, 4), 2, Double.NaN, Double.POSITIVE_INFINITY))
        .containsExactly(0, 1, 2);
  }
}
