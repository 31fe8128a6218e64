package io.residual.job.function;

import static io.residual.job.function.FeedbackSubtask.falseAlarm;
import static io.residual.job.function.FeedbackSubtask.outcomes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.Records;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.FeedbackCommand;
import io.residual.job.message.FeedbackEvent;
import io.residual.job.message.FeedbackEvent.What;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Verdicts through the real operator: obeyed, kept in snapshots. */
@SuppressWarnings("try") // harnesses declare close() throws Exception
class FeedbackHarnessTest {

  private static final double WORSE = 5;

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, ScoredRecord, FeedbackCommand, AlertMessage>
      single(OperatorSubtaskState state) throws Exception {
    var harness = FeedbackSubtask.one(1, 0);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static StreamRecord<ScoredRecord> record(int offset, String machine, double error) {
    return new StreamRecord<>(Records.scored(offset, machine, error));
  }

  private static StreamRecord<FeedbackCommand> verdict(int offset, String id, String members) {
    return new StreamRecord<>(FeedbackSubtask.verdict(offset, id, members));
  }

  private static StreamRecord<FeedbackCommand> retraction(int offset, String id) {
    return new StreamRecord<>(FeedbackSubtask.retraction(offset, id));
  }

  private static List<FeedbackEvent> events(
      AbstractStreamOperatorTestHarness<AlertMessage> harness) {
    var events = harness.getSideOutput(FeedbackThresholdFunction.EVENTS);
    return events == null ? List.of() : events.stream().map(StreamRecord::getValue).toList();
  }

  @Test
  void anAlertsIdIsEnoughToSilenceItsLike() throws Exception {
    try (var harness = single(null)) {
      harness.processElement1(record(1, "press-1", 50));
      harness.processElement2(verdict(1, "v", falseAlarm(1)));
      harness.processElement1(record(2, "press-1", 40));
      harness.processElement1(record(3, "press-1", 50 * WORSE));
      harness.processElement1(record(4, "press-1", Math.nextUp(50 * WORSE)));
      harness.processElement1(record(5, "press-2", 40));

      assertThat(outcomes(harness))
          .containsExactly("alert", "feedback", "feedback", "alert", "alert");
      assertThat(harness.extractOutputValues())
          .extracting(AlertMessage::id)
          .containsExactly("telemetry-3-1", "telemetry-3-4", "telemetry-3-5");
      assertThat(events(harness))
          .extracting(FeedbackEvent::what)
          .containsExactly(What.FOUND, What.SUPPRESSED, What.SUPPRESSED);
      FeedbackEvent found = events(harness).get(0);
      assertThat(found.entity()).isEqualTo("press-1");
      assertThat(found.error()).isEqualTo(50);
      assertThat(found.fields()).as("temperature").isEqualTo(1);
      assertThat(found.eventTimeMillis()).isEqualTo(5000);
    }
  }

  @Test
  void retractedAndConfirmedVerdictsHideNothing() throws Exception {
    try (var harness = single(null)) {
      harness.processElement2(
          verdict(1, "v", "\"verdict\":\"false-alarm\",\"entity\":\"press-1\""));
      harness.processElement1(record(1, "press-1", 6));
      harness.processElement2(
          verdict(2, "w", "\"verdict\":\"confirmed\",\"fields\":[\"temperature\"]"));
      harness.processElement1(record(2, "press-1", 6));
      harness.processElement2(retraction(3, "w"));
      harness.processElement1(record(3, "press-1", 6));
      harness.processElement2(retraction(4, "v"));
      harness.processElement1(record(4, "press-1", 6));

      assertThat(outcomes(harness)).containsExactly("feedback", "alert", "feedback", "alert");
    }
  }

  @Test
  void whatIsExpectedEndsByEventTime() throws Exception {
    try (var harness = single(null)) {
      harness.processElement2(
          verdict(
              1,
              "v",
              "\"verdict\":\"expected\",\"entity\":\"press-1\",\"until\":\"1970-01-01T00:00:07Z\""));
      harness.processElement1(new StreamRecord<>(Records.scored(1, "press-1", 7000, 6)));
      harness.processElement1(new StreamRecord<>(Records.scored(2, "press-1", 7001, 6)));

      assertThat(outcomes(harness)).containsExactly("feedback", "alert");
    }
  }

  @Test
  void anAlertThatNobodyRemembersIsReportedAndObeyedOnceItIsRaised() throws Exception {
    try (var harness = single(null)) {
      harness.processElement2(verdict(1, "v", falseAlarm(1)));
      harness.processElement1(record(1, "press-1", 50));
      harness.processElement1(record(2, "press-1", 50));

      assertThat(events(harness))
          .extracting(FeedbackEvent::what)
          .containsExactly(What.NOT_FOUND, What.SUPPRESSED);
      assertThat(events(harness).get(0).message().key()).isEqualTo("v".getBytes(UTF_8));
      assertThat(outcomes(harness)).containsExactly("alert", "feedback");
    }
  }

  @Test
  void verdictsAndAlertsSurviveARestart() throws Exception {
    OperatorSubtaskState state;
    try (var harness = single(null)) {
      harness.processElement1(record(1, "press-1", 50));
      harness.processElement1(record(2, "press-2", 50));
      harness.processElement2(verdict(1, "v", falseAlarm(1)));
      state = harness.snapshot(1, 0);
    }
    try (var harness = single(state)) {
      harness.processElement1(record(3, "press-1", 50));
      harness.processElement1(record(4, "press-2", 50));
      harness.processElement2(verdict(2, "w", falseAlarm(2)));
      harness.processElement1(record(5, "press-2", 50));

      assertThat(outcomes(harness)).containsExactly("feedback", "alert", "feedback");
    }
  }

  @Test
  void feedbackComesAndGoesWithTheEntitiesState() throws Exception {
    OperatorSubtaskState without;
    double learnt;
    try (var harness = plain(null)) {
      for (int i = 0; i < 100; i++) {
        harness.processElement(record(i, "calm", 0.6));
      }
      learnt = lastThreshold(harness);
      without = harness.snapshot(1, 0);
    }
    OperatorSubtaskState with;
    try (var harness = single(without)) {
      harness.processElement2(verdict(1, "v", "\"verdict\":\"false-alarm\",\"entity\":\"calm\""));
      harness.processElement1(record(101, "calm", 2));
      assertThat(outcomes(harness)).containsExactly("feedback");
      assertThat(lastThreshold(harness)).isEqualTo(learnt);
      with = harness.snapshot(2, 0);
    }
    try (var harness = plain(with)) {
      harness.processElement(record(102, "calm", 2));
      assertThat(outcomes(harness)).containsExactly("alert");
      assertThat(lastThreshold(harness)).isEqualTo(learnt);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> plain(
      OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(FeedbackSubtask.threshold()),
            ScoredRecord::entity,
            Types.STRING,
            ThresholdSubtasks.MAX_PARALLELISM,
            1,
            0);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static double lastThreshold(AbstractStreamOperatorTestHarness<AlertMessage> harness) {
    List<ScoreMessage> scores =
        harness.getSideOutput(ThresholdFunction.SCORES).stream()
            .map(StreamRecord::getValue)
            .toList();
    return scores.get(scores.size() - 1).threshold();
  }

  @Test
  void tooManyVerdictsMakeRoomAndSaySo() throws Exception {
    try (var harness = single(null)) {
      for (int i = 0; i < 10_002; i++) {
        harness.processElement2(
            verdict(
                i % 60,
                "v%05d".formatted(i),
                "\"verdict\":\"confirmed\",\"entity\":\"e" + i + "\""));
      }

      assertThat(events(harness).stream().filter(e -> e.what() == What.FORGOTTEN)).hasSize(2);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }
}
