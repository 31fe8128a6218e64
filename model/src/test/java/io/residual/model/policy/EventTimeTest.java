package io.residual.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What late, early and absurd event times do to incidents. */
class EventTimeTest {

  private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long IN_2099 = Instant.parse("2099-01-01T00:00:00Z").toEpochMilli();

  @Test
  void aLateRecordBelongsToTheIncidentOfItsTime() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds()).at(NOW);
    run.record(2);

    PolicyDecision late = run.at(NOW - 9_000).record(2);

    assertThat(late.suppressed()).contains(Suppression.COOL_DOWN);
    assertThat(run.at(NOW + 9_000).record(2).suppressed()).contains(Suppression.COOL_DOWN);
    assertThat(run.closed).isEmpty();
  }

  @Test
  void aFarTooLateRecordNeitherEndsNorProlongsAnIncident() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds()).at(NOW);
    run.record(2);

    assertThat(run.at(NOW - 3_600_000).record(2).suppressed()).contains(Suppression.LATE);
    assertThat(run.at(NOW + 5_000).record(2).suppressed()).contains(Suppression.COOL_DOWN);
    assertThat(run.at(NOW - 3_600_000).record(20).raised()).as("far worse").isTrue();
    assertThat(run.closed).isEmpty();
  }

  @Test
  void aFarTooLateRecordRaisesAnAlertIfNoIncidentIsOpen() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds()).at(NOW);
    run.quiet(100);

    assertThat(run.at(NOW - 3_600_000).record(2).raised()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1})
  void oneRecordFromAnotherTimeHidesAtMostTwoOthers(long elsewhere) {
    for (AlertSettings settings : List.of(PolicyRun.tenSeconds(), AlertSettings.SERIES)) {
      PolicyRun run = new PolicyRun(settings).at(NOW);
      run.quiet(100);
      long next = run.time();
      run.at(elsewhere).record(2);
      run.at(next);

      int hidden = 0;
      while (!run.record(2).raised()) {
        hidden++;
      }

      assertThat(hidden).isLessThanOrEqualTo(2);
      run.quiet(11);
    }
  }

  @Test
  void aClockThatWasSetBackEndsTheIncident() {
    PolicyRun run = new PolicyRun(PolicyRun.tenSeconds()).at(IN_2099);
    run.record(2);
    run.at(NOW);

    assertThat(run.record(2).suppressed()).contains(Suppression.LATE);
    assertThat(run.record(2).suppressed()).contains(Suppression.LATE);
    PolicyDecision third = run.record(2);
    assertThat(third.closed()).isPresent();
    assertThat(third.incident().orElseThrow().start()).isEqualTo(Instant.ofEpochMilli(NOW + 2000));
  }

  @Test
  void aLeapOfTheClockMakesTheEntityDeafForNoLongerThanTwoDays() {
    PolicyRun run = new PolicyRun(AlertSettings.SERIES).at(0);
    run.record(0.1);
    run.at(NOW).record(2);

    PolicyDecision later = run.at(NOW + CoolDown.LONGEST_MILLIS + 1).record(2);

    assertThat(later.raised()).isTrue();
  }

  @Test
  void recordsInTheSameMillisecondMakeNoCoolDownEndless() {
    PolicyRun run = new PolicyRun(AlertSettings.SERIES);
    for (int i = 0; i < 100; i++) {
      run.at(NOW).record(2);
    }
    assertThat(run.decisions.stream().filter(PolicyDecision::raised)).hasSize(1);

    assertThat(run.at(NOW + 1000 * 3600).record(2).raised()).isTrue();
  }

  @Test
  void everyRecordAboveTheThresholdIsAccountedForWhateverItsTime() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      PolicyRun run = new PolicyRun(PolicyRun.tenSeconds());
      List<Integer> above = new ArrayList<>();
      long opened = 0;
      for (int i = 0; i < 200; i++) {
        double error = random.nextInt(3) == 0 ? 1 + random.nextDouble() * 20 : random.nextDouble();
        long jump = random.nextInt(20) == 0 ? (long) (random.nextGaussian() * 1e9) : 1000;
        PolicyDecision decision = run.at(run.time() + jump).record(error);
        if (error > PolicyRun.THRESHOLD) {
          above.add(i);
          assertThat(decision.raised()).isNotEqualTo(decision.suppressed().isPresent());
        } else {
          assertThat(decision.raised()).isFalse();
          assertThat(decision.suppressed()).isEmpty();
        }
        opened +=
            decision.incident().filter(in -> in.state() == Incident.State.OPENED).isPresent()
                ? 1
                : 0;
      }
      long inIncidents = run.closed.stream().mapToLong(Incident::count).sum() + run.state().count();
      assertThat(inIncidents).as("round %d", round).isEqualTo(above.size());
      assertThat(opened).isEqualTo(run.closed.size() + (run.state().open() ? 1 : 0));
    }
  }
}
