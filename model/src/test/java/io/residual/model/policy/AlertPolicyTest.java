package io.residual.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertPolicyTest {

  @Test
  void anIncidentThatLastsIsToldAgainOncePerReminder() {
    PolicyRun run = new PolicyRun(PolicyRun.reminding(60_000));
    int alerts = 0;
    for (int second = 0; second <= 300; second++) {
      PolicyDecision decision = run.record(2);
      if (decision.raised() && second > 0) {
        assertThat(second % 60).isZero();
        assertThat(decision.incident().orElseThrow().state()).isEqualTo(Incident.State.UPDATED);
        assertThat(decision.incident().orElseThrow().count()).isEqualTo(second + 1);
      }
      alerts += decision.raised() ? 1 : 0;
    }
    assertThat(alerts).isEqualTo(6);
  }

  @Test
  void aReminderWaitsForARecordAboveTheThresholdAndForTheLatestAlert() {
    PolicyRun run = new PolicyRun(PolicyRun.reminding(30_000));
    run.record(2);
    for (int second = 1; second < 20; second++) {
      run.record(2);
    }
    assertThat(run.record(50).raised()).as("far worse, at 20 s").isTrue();
    for (int second = 21; second < 50; second++) {
      assertThat(run.record(2).raised()).isFalse();
    }
    // Nearly quiet: it keeps the incident open, but nobody is reminded by it.
    assertThat(run.record(0.9).raised()).isFalse();
    assertThat(run.record(2).raised()).isTrue();
    // A late record tells nothing new about how long the incident lasts.
    run.at(run.time() - 500_000);
    assertThat(run.record(2).raised()).isFalse();
  }

  @Test
  void theFirstRecordOfAnIncidentRaisesAnAlertAndTheOthersDoNot() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds());
    run.quiet(3);
    long start = run.time();

    PolicyDecision first = run.record(2);
    PolicyDecision second = run.record(3);

    assertThat(first.raised()).isTrue();
    Incident opened = first.incident().orElseThrow();
    assertThat(opened.state()).isEqualTo(Incident.State.OPENED);
    assertThat(opened.start()).isEqualTo(Instant.ofEpochMilli(start));
    assertThat(opened.count()).isEqualTo(1);
    assertThat(second.raised()).isFalse();
    assertThat(second.suppressed()).contains(Suppression.COOL_DOWN);
  }

  @Test
  void anIncidentIsClosedByTheFirstRecordAfterTheCoolDown() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds());
    long start = run.time();
    run.record(2);
    run.record(4);
    run.quiet(9);
    assertThat(run.closed).isEmpty();

    run.quiet(1);

    assertThat(run.closed).hasSize(1);
    Incident closed = run.closed.get(0);
    assertThat(closed.state()).isEqualTo(Incident.State.CLOSED);
    assertThat(closed.id()).isEqualTo(run.decisions.get(0).incident().orElseThrow().id());
    assertThat(closed.start()).isEqualTo(Instant.ofEpochMilli(start));
    assertThat(closed.latest()).isEqualTo(Instant.ofEpochMilli(start + 1000));
    assertThat(closed.count()).isEqualTo(2);
    assertThat(closed.peak())
        .isEqualTo(new Incident.Peak(Instant.ofEpochMilli(start + 1000), 4.0, 0.4f));
  }

  @Test
  void aRecordAboveTheThresholdAfterASilenceClosesOneIncidentAndOpensAnother() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds());
    run.record(2);

    PolicyDecision later = run.at(run.time() + 60_000).record(2);

    assertThat(later.closed()).isPresent();
    assertThat(later.incident().orElseThrow().state()).isEqualTo(Incident.State.OPENED);
    assertThat(later.incident().orElseThrow().id()).isNotEqualTo(later.closed().get().id());
  }

  @Test
  void errorsJustBelowTheThresholdKeepAnIncidentOpen() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds());
    run.record(2);
    for (int i = 0; i < 30; i++) {
      run.record(0.85);
    }
    assertThat(run.record(2).suppressed()).contains(Suppression.COOL_DOWN);

    for (int i = 0; i < 11; i++) {
      run.record(0.75);
    }

    assertThat(run.closed).hasSize(1);
    assertThat(run.closed.get(0).count()).isEqualTo(2);
  }

  @Test
  void aMuchWorseRecordBreaksThrough() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds());
    run.record(2);
    assertThat(run.record(9.9).raised()).isFalse();

    PolicyDecision worse = run.record(10.1);

    assertThat(worse.incident().orElseThrow().state()).isEqualTo(Incident.State.UPDATED);
    assertThat(worse.incident().orElseThrow().count()).isEqualTo(3);
    assertThat(run.record(50).raised()).as("five times what was alerted last").isFalse();
    assertThat(run.record(51).raised()).isTrue();
  }

  @Test
  void anotherFieldAtFaultBreaksThroughOnce() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds());
    run.fields(0.9, 1, 1).record(2);
    assertThat(run.fields(0.6, 1, 1).record(2).raised()).isFalse();

    PolicyDecision other = run.fields(0.1, 1, 1).record(2);

    assertThat(other.incident().orElseThrow().state()).isEqualTo(Incident.State.UPDATED);
    assertThat(run.fields(0.1, 1, 1).record(2).raised()).isFalse();
    assertThat(run.fields(0.9, 1, 1).record(2).raised()).isFalse();
  }

  @Test
  void nothingBreaksThroughThatIsToldNotTo() {
    PolicyRun run = new PolicyRun(PolicyRun.with(new CoolDown(null, 10_000L), null, false));
    run.fields(0.9, 1, 1).record(2);

    assertThat(run.fields(0.1, 1, 1).record(2_000_000).raised()).isFalse();
  }

  @Test
  void withoutCoolDownEveryRecordRaisesAnAlertOfItsOwn() {
    PolicyRun run = new PolicyRun(AlertSettings.INDEPENDENT);

    for (int i = 0; i < 5; i++) {
      PolicyDecision decision = run.record(2);
      assertThat(decision.raised()).isTrue();
      assertThat(decision.incident()).isEmpty();
    }
    assertThat(run.quiet(1000).closed).isEmpty();
  }

  @Test
  void aCoolDownInRecordsGoesByThePaceOfTheEntity() {
    PolicyRun run = new PolicyRun(PolicyRun.with(CoolDown.records(20), 5.0, true));
    run.quiet(50).record(2);
    assertThat(run.quiet(18).record(2).suppressed()).contains(Suppression.COOL_DOWN);
    run.quiet(22);
    assertThat(run.closed).hasSize(1);

    PolicyRun slow = new PolicyRun(PolicyRun.with(CoolDown.records(20), 5.0, true));
    for (int i = 0; i < 50; i++) {
      slow.at(i * 60_000L).record(0.1);
    }
    slow.at(50 * 60_000L).record(2);
    assertThat(slow.at(65 * 60_000L).record(2).suppressed()).contains(Suppression.COOL_DOWN);
  }

  @Test
  void aBrokenModelRaisesOneAlertAnIncident() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds());

    PolicyDecision first = run.record(Double.NaN);

    Incident incident = first.incident().orElseThrow();
    assertThat(incident.peak().error()).isNull();
    assertThat(incident.peak().severity()).isEqualTo(1);
    for (double error : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e30}) {
      assertThat(run.record(error).suppressed()).contains(Suppression.COOL_DOWN);
    }
  }

  @Test
  void aBrokenModelBreaksThroughTheIncidentOfRecords() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds());
    run.record(2);

    assertThat(run.record(Double.NaN).raised()).isTrue();
  }

  @Test
  void fieldsThatDoNotMatterLeaveTheErrorOut() {
    AlertSettings settings =
        rules(Map.of("temperature", FieldRule.of("high 0.5"), "flow", FieldRule.of("low")));
    PolicyRun run = new PolicyRun(settings);

    assertThat(run.fields(0.9, 0.4, -1).record(2).suppressed()).contains(Suppression.NOISE_FLOOR);
    assertThat(run.fields(0.9, -4, -1).record(2).suppressed()).contains(Suppression.DIRECTION);
    assertThat(run.fields(0.1, -4, 1).record(2).suppressed()).contains(Suppression.DIRECTION);
    assertThat(run.fields(0.9, -4, -1).record(11).raised())
        .as("a tenth of 11 is still above the threshold")
        .isTrue();
    assertThat(run.decisions.get(3).incident().orElseThrow().peak().error())
        .isCloseTo(1.1, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(new PolicyRun(settings).fields(0.9, 4, 1).record(2).raised()).isTrue();
  }

  @Test
  void aDeviationThatIsNoNumberMatters() {
    PolicyRun run = new PolicyRun(rules(Map.of("temperature", FieldRule.of("high 0.5"))));

    assertThat(run.fields(0.9, Double.NaN, 1).record(2).raised()).isTrue();
  }

  @Test
  void recordsOfLittleSeverityRaiseNoAlert() {
    PolicyRun run =
        new PolicyRun(
            new AlertSettings(
                CoolDown.records(300), 0.8, 5.0, true, 0.5, Map.of(), List.of(), null));

    assertThat(run.record(4).suppressed()).contains(Suppression.SEVERITY);
    assertThat(run.record(6).raised()).isTrue();
  }

  @Test
  void quietTimesRaiseNoAlertButAFaultThatOutlastsThemDoes() {
    QuietTime night = QuietTime.of("22:00-06:00");
    PolicyRun run =
        new PolicyRun(
            new AlertSettings(
                CoolDown.records(300), 0.8, 5.0, true, 0, Map.of(), List.of(night), null));
    run.at(Instant.parse("2026-01-01T05:59:58Z").toEpochMilli());

    assertThat(run.record(2).suppressed()).contains(Suppression.QUIET_TIME);
    assertThat(run.record(20).suppressed()).contains(Suppression.QUIET_TIME);
    assertThat(run.record(2).incident().orElseThrow().state()).isEqualTo(Incident.State.OPENED);
    assertThat(
            run.at(Instant.parse("2026-01-02T00:00:00Z").toEpochMilli())
                .record(Double.NaN)
                .raised())
        .as("maintenance excuses no broken model")
        .isTrue();
  }

  @Test
  void refusesARuleOfAnUnknownField() {
    assertThatThrownBy(() -> new PolicyRun(rules(Map.of("pressure", FieldRule.of("high")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pressure");
  }

  private static AlertSettings rules(Map<String, FieldRule> rules) {
    return new AlertSettings(CoolDown.records(300), 0.8, 5.0, true, 0, rules, List.of(), null);
  }
}
