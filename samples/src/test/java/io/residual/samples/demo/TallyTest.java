package io.residual.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.samples.dataset.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {

  private static final Label SPIKE = new Label(Label.State.ANOMALY, "spike", "rpm", 1);
  private static final Label DRIFT = new Label(Label.State.ANOMALY, "drift", "rpm", 2);
  private static final Label GREY = new Label(Label.State.GREY, "drift", "rpm", 2);

  private static Score score(double error, String outcome, String incident) {
    return new Score(error, outcome, incident);
  }

  /**
   * Everything that arrives about six records: two right alerts, one wrong, and a flagged record
   * that counts not.
   */
  private static List<Runnable> events(Tally tally) {
    return new ArrayList<>(
        List.of(
            () -> tally.sent("a", SPIKE),
            () -> tally.scored("a", score(9, "alert", "i1")),
            () -> tally.alerted("a"),
            () -> tally.sent("b", DRIFT),
            () -> tally.scored("b", score(8, "alert", "i2")),
            () -> tally.alerted("b"),
            () -> tally.sent("c", DRIFT),
            () -> tally.scored("c", score(1, "normal", null)),
            () -> tally.sent("d", Label.NORMAL),
            () -> tally.scored("d", score(3, "alert", "i3")),
            () -> tally.alerted("d"),
            () -> tally.sent("e", GREY),
            () -> tally.scored("e", score(4, "cool-down", "i2")),
            () -> tally.sent("f", Label.NORMAL),
            () -> tally.deadLettered("f")));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void countsTheSameInWhateverOrderTheTopicsAreRead(long seed) {
    Tally tally = new Tally();
    List<Runnable> events = events(tally);
    Collections.shuffle(events, new Random(seed));
    events.forEach(Runnable::run);

    assertThat(tally.isComplete(6)).as("seed %d", seed).isTrue();
    DetectionReport report = tally.report();
    assertThat(report)
        .as("seed %d", seed)
        .extracting("recordsIn", "scored", "deadLettered", "alerts", "trueFlags", "falseFlags")
        .containsExactly(6L, 5L, 1L, 3L, 2L, 1L);
    assertThat(report).extracting("incidents", "falseIncidents").containsExactly(3L, 1L);
    assertThat(report.precision()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(report.recall()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(report.auroc()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(report.byKind().get("drift"))
        .isEqualTo(new DetectionReport.Kind(2, 1, 0.5, 1, 1, 1));
    assertThat(report.uncountedFlags()).isEqualTo(1);
    assertThat(report.balances()).isTrue();
  }

  @Test
  void isIncompleteUntilEveryRecordAndEveryDueAlertHasArrived() {
    Tally tally = new Tally();
    List<Runnable> events = events(tally);
    for (int missing = 0; missing < events.size(); missing++) {
      Tally partial = new Tally();
      List<Runnable> all = events(partial);
      all.remove(missing);
      all.forEach(Runnable::run);

      assertThat(partial.isComplete(6)).as("without event %d", missing).isFalse();
    }
  }

  @Test
  void anAnomalyThatIsDeadLetteredWasNotFound() {
    Tally tally = new Tally();
    tally.deadLettered("a");
    tally.sent("a", SPIKE);

    assertThat(tally.isComplete(1)).isTrue();
    assertThat(tally.report().anomalies()).isEqualTo(1);
    assertThat(tally.report().recall()).isZero();
  }

  @Test
  void aModelFaultCountsAsScoredButRanksNowhere() {
    Tally tally = new Tally();
    tally.sent("a", Label.NORMAL);
    tally.scored("a", score(Double.NaN, "alert", "i1"));

    assertThat(tally.isComplete(1)).as("its alert is due").isFalse();
    tally.alerted("a");
    assertThat(tally.isComplete(1)).isTrue();
    assertThat(tally.report().auroc()).isNaN();
  }
}
