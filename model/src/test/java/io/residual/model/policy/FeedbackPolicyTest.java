package io.residual.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeedbackPolicyTest {

  private static final Excuses UP_TO_TEN =
      record -> record.error() <= 10 ? Optional.of("verdict-1") : Optional.empty();

  @Test
  void anExcusedRecordRaisesNoAlertAndOpensNoIncident() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds()).excusing(UP_TO_TEN);

    PolicyDecision decision = run.record(5);

    assertThat(decision.raised()).isFalse();
    assertThat(decision.suppressed()).contains(Suppression.FEEDBACK);
    assertThat(decision.verdict()).contains("verdict-1");
    assertThat(decision.inIncident()).isFalse();
    assertThat(decision.flagged()).isFalse();
  }

  @Test
  void whatNoVerdictExcusesIsAlertedAsEver() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds()).excusing(UP_TO_TEN);

    assertThat(run.record(0.5).suppressed()).isEmpty();
    assertThat(run.record(11).opened()).isTrue();
    assertThat(run.record(Double.NaN).raised()).as("a broken model").isTrue();
    assertThat(run.record(Double.POSITIVE_INFINITY).suppressed())
        .as("still broken")
        .contains(Suppression.COOL_DOWN);
  }

  @Test
  void anIncidentWhoseAlertWasFalseEndsACoolDownLater() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds());
    run.record(5);
    run.excusing(UP_TO_TEN);
    for (int i = 0; i < 10; i++) {
      run.record(6);
    }

    assertThat(run.closed).hasSize(1);
    assertThat(run.closed.get(0).count()).as("records before the verdict").isEqualTo(1);
    assertThat(run.state().open()).isFalse();
  }

  @Test
  void anExcusedCauseIsNoNewsOfAnOpenIncident() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds());
    run.fields(0.9, 1, 1).record(5);
    run.excusing(UP_TO_TEN);

    assertThat(run.fields(0.1, 1, 1).record(6).suppressed()).contains(Suppression.FEEDBACK);
    assertThat(run.record(30).raised()).as("far worse").isTrue();
  }

  @Test
  void recordsOnTheirOwnAreExcusedAsWell() {
    PolicyRun run = new PolicyRun(AlertSettings.INDEPENDENT).excusing(UP_TO_TEN);

    assertThat(run.record(5).suppressed()).contains(Suppression.FEEDBACK);
    assertThat(run.record(11).raised()).isTrue();
  }
}
