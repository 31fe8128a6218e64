package io.residual.job.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.FeedbackCommand;
import io.residual.job.message.FeedbackEvent;
import io.residual.job.message.FeedbackEvent.What;
import io.residual.job.message.Origin;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import io.residual.job.message.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Verdicts through the real operator: obeyed, kept in snapshots, spread over subtasks. */
@SuppressWarnings("try") // harnesses declare close() throws Exception
class FeedbackHarnessTest {

  private static final int MAX_PARALLELISM = 128;
  private static final double WORSE = 5;

  private static ThresholdFunction threshold() {
    return new ThresholdFunction(
        Models.source(),
        DetectionOverrides.NONE,
        ExplanationChoice.OF_BUNDLE,
        "onnx",
        1_000_000,
        true,
        0);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, ScoredRecord, FeedbackCommand, AlertMessage>
      subtask(OperatorSubtaskState state, int parallelism, int index) throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new FeedbackThresholdFunction(threshold()),
                List.of(FeedbackThresholdFunction.VERDICTS)),
            ScoredRecord::entity,
            null,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            index);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, ScoredRecord, FeedbackCommand, AlertMessage>
      single() throws Exception {
    return subtask(null, 1, 0);
  }

  private static StreamRecord<ScoredRecord> record(int offset, String machine, double error) {
    return new StreamRecord<>(Records.scored(offset, machine, error));
  }

  private static StreamRecord<FeedbackCommand> verdict(int offset, String id, String members) {
    String json =
        "{\"id\":\""
            + id
            + "\",\"at\":\"2026-01-01T00:00:%02dZ\",".formatted(offset)
            + members
            + "}";
    SourceRecord message =
        new SourceRecord(
            new Origin("feedback", 0, offset, 0), id.getBytes(UTF_8), json.getBytes(UTF_8));
    return new StreamRecord<>(new FeedbackCommand(id, json, message));
  }

  private static StreamRecord<FeedbackCommand> retraction(int offset, String id) {
    return new StreamRecord<>(
        new FeedbackCommand(
            id, null, new SourceRecord(new Origin("feedback", 0, offset, 0), null, null)));
  }

  private static String falseAlarm(int offset) {
    return "\"verdict\":\"false-alarm\",\"alert\":\"telemetry-3-" + offset + "\"";
  }

  private static List<String> outcomes(AbstractStreamOperatorTestHarness<AlertMessage> harness) {
    return harness.getSideOutput(ThresholdFunction.SCORES).stream()
        .map(score -> score.getValue().outcome())
        .toList();
  }

  private static List<FeedbackEvent> events(
      AbstractStreamOperatorTestHarness<AlertMessage> harness) {
    var events = harness.getSideOutput(FeedbackThresholdFunction.EVENTS);
    return events == null ? List.of() : events.stream().map(StreamRecord::getValue).toList();
  }

  @Test
  void anAlertsIdIsEnoughToSilenceItsLike() throws Exception {
    try (var harness = single()) {
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
    try (var harness = single()) {
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
    try (var harness = single()) {
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
    try (var harness = single()) {
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
    try (var harness = single()) {
      harness.processElement1(record(1, "press-1", 50));
      harness.processElement1(record(2, "press-2", 50));
      harness.processElement2(verdict(1, "v", falseAlarm(1)));
      state = harness.snapshot(1, 0);
    }
    try (var harness = subtask(state, 1, 0)) {
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
    try (var harness = subtask(without, 1, 0)) {
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
            new KeyedProcessOperator<>(threshold()),
            ScoredRecord::entity,
            Types.STRING,
            MAX_PARALLELISM,
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

  /** A record, or a verdict about one that has been. */
  private sealed interface Step {
    record Scored(ScoredRecord record) implements Step {}

    record Said(FeedbackCommand command) implements Step {}
  }

  private static List<Step> steps(int count) {
    Random random = new Random(11);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int machine = random.nextInt(20);
      double error = random.nextInt(8) == 0 ? 3 + 40 * random.nextDouble() : random.nextDouble();
      steps.add(new Step.Scored(Records.scored(i, "press-" + machine, 1000L * i, error)));
      if (i % 60 == 59) {
        String id = "v" + i;
        String about =
            i % 120 == 59
                ? "\"verdict\":\"expected\",\"until\":\"2100-01-01T00:00:00Z\",\"entity\":\"press-"
                    + machine
                    + "\""
                : falseAlarm(i - random.nextInt(60));
        steps.add(new Step.Said(verdict(i % 50, id, about).getValue()));
      }
      if (i % 300 == 299) {
        steps.add(new Step.Said(retraction(i, "v" + (i - 180)).getValue()));
      }
    }
    return steps;
  }

  @Test
  void fromTwoSubtasksToFourAndBackNoDecisionChanges() throws Exception {
    List<Step> steps = steps(3000);
    List<ScoreMessage> expected = new ArrayList<>();
    run(steps, 1, null, 0, expected);

    List<ScoreMessage> actual = new ArrayList<>();
    OperatorSubtaskState state = run(steps.subList(0, 1000), 2, null, 0, actual);
    state = run(steps.subList(1000, 2000), 4, state, 2, actual);
    run(steps.subList(2000, steps.size()), 2, state, 4, actual);

    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected.stream().filter(s -> s.outcome().equals("feedback")).count())
        .as("suppressed by feedback")
        .isGreaterThan(30);
    assertThat(expected.stream().filter(s -> s.outcome().equals("alert")).count())
        .as("alerts")
        .isGreaterThan(30);
  }

  private static OperatorSubtaskState run(
      List<Step> steps,
      int parallelism,
      OperatorSubtaskState state,
      int stateParallelism,
      List<ScoreMessage> scores)
      throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[parallelism];
    for (int index = 0; index < parallelism; index++) {
      OperatorSubtaskState own =
          state == null
              ? null
              : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                  state, MAX_PARALLELISM, stateParallelism, parallelism, index);
      try (var harness = subtask(own, parallelism, index)) {
        for (Step step : steps) {
          if (step instanceof Step.Said said) {
            harness.processElement2(new StreamRecord<>(said.command()));
          } else if (step instanceof Step.Scored scored
              && index
                  == KeyGroupRangeAssignment.assignKeyToParallelOperator(
                      scored.record().entity(), MAX_PARALLELISM, parallelism)) {
            harness.processElement1(new StreamRecord<>(scored.record()));
          }
        }
        harness
            .getSideOutput(ThresholdFunction.SCORES)
            .forEach(score -> scores.add(score.getValue()));
        states[index] = harness.snapshot(1, 0);
      }
    }
    return AbstractStreamOperatorTestHarness.repackageState(states);
  }

  @Test
  void tooManyVerdictsMakeRoomAndSaySo() throws Exception {
    try (var harness = single()) {
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
