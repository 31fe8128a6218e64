package io.residual.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.model.config.DetectionSettings;
import io.residual.model.policy.AlertSettings;
import io.residual.model.threshold.ThresholdSettings;
import io.residual.trainer.data.BadRows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecommendationTest {

  private static final long DAY = CoveredTime.DAY_MILLIS;

  /** A setting with so many alerts, and entities in incidents at so many of 100 records. */
  private static AlertTally tally(String risk, int alerts, int inIncidents) {
    AlertTally tally =
        new AlertTally(
            new Variant(
                Map.of("threshold.risk", risk),
                new DetectionSettings(ThresholdSettings.DEFAULT, AlertSettings.SERIES)));
    for (int i = 0; i < 100; i++) {
      tally.addRecord(i < inIncidents);
    }
    for (int i = 0; i < alerts; i++) {
      tally.addAlert(0, false, false);
    }
    return tally;
  }

  /** Ten days of records. */
  private static BacktestResult result(AlertTally... tallies) {
    CoveredTime covered = new CoveredTime();
    for (int day = 0; day <= 10; day++) {
      covered.add(day * DAY);
    }
    return new BacktestResult(
        null, "rows", 100, new BadRows(1), List.of(tallies), List.of(), covered, false, 0);
  }

  private static Recommendation of(String budget, AlertTally... tallies) {
    return Recommendation.of(result(tallies), AlertBudget.of(budget));
  }

  @Test
  void spendsMostOfTheBudgetAndKeepsIt() {
    AlertTally right = tally("b", 29, 0);
    assertThat(of("3/day", tally("a", 31, 0), right, tally("c", 10, 0)).kept()).contains(right);
    assertThat(of("30/week", tally("a", 43, 0), right, tally("c", 10, 0)).kept().orElseThrow())
        .extracting(AlertTally::alerts)
        .isEqualTo(29L);
  }

  @Test
  void ofEqualsTheFirst() {
    AlertTally first = tally("a", 5, 0);
    assertThat(of("3/day", first, tally("b", 5, 0)).kept()).contains(first);
  }

  @Test
  void neverASettingThatMakesFewAlertsBecauseItIsDeaf() {
    AlertTally heard = tally("c", 10, 50);
    assertThat(of("3/day", tally("a", 29, 51), heard).kept()).contains(heard);
    Recommendation none = of("3/day", tally("a", 2, 99), tally("b", 500, 10), tally("c", 400, 20));
    assertThat(none.kept()).isEmpty();
    assertThat(none.quietest().alerts()).isEqualTo(400);
  }

  @Test
  void withoutTimeThereIsNothingADay() {
    CoveredTime moment = new CoveredTime();
    moment.add(0);
    BacktestResult result =
        new BacktestResult(
            null,
            "rows",
            1,
            new BadRows(1),
            List.of(tally("a", 1, 0)),
            List.of(),
            moment,
            false,
            0);
    assertThatThrownBy(() -> Recommendation.of(result, AlertBudget.of("3/day")))
        .hasMessageContaining("the records cover no time");
  }
}
