package io.residual.job.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.Records;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.FeedbackCommand;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Verdicts spread over subtasks: every subtask knows all of them, entities move. */
class FeedbackRescaleHarnessTest {

  private static final ThresholdSubtasks<
          KeyedTwoInputStreamOperatorTestHarness<
              String, ScoredRecord, FeedbackCommand, AlertMessage>,
          Step>
      SUBTASKS = new ThresholdSubtasks<>(FeedbackSubtask::one, FeedbackRescaleHarnessTest::process);

  private static void process(
      KeyedTwoInputStreamOperatorTestHarness<String, ScoredRecord, FeedbackCommand, AlertMessage>
          subtask,
      Step step,
      Predicate<String> owns)
      throws Exception {
    if (step instanceof Step.Said said) {
      subtask.processElement2(new StreamRecord<>(said.command()));
    } else if (step instanceof Step.Scored scored && owns.test(scored.record().entity())) {
      subtask.processElement1(new StreamRecord<>(scored.record()));
    }
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
                : FeedbackSubtask.falseAlarm(i - random.nextInt(60));
        steps.add(new Step.Said(FeedbackSubtask.verdict(i % 50, id, about)));
      }
      if (i % 300 == 299) {
        steps.add(new Step.Said(FeedbackSubtask.retraction(i, "v" + (i - 180))));
      }
    }
    return steps;
  }

  @Test
  void fromTwoSubtasksToFourAndBackNoDecisionChanges() throws Exception {
    List<Step> steps = steps(3000);
    List<ScoreMessage> expected = new ArrayList<>();
    SUBTASKS.run(steps, 1, null, 0, expected);

    List<ScoreMessage> actual = new ArrayList<>();
    OperatorSubtaskState state = SUBTASKS.run(steps.subList(0, 1000), 2, null, 0, actual);
    state = SUBTASKS.run(steps.subList(1000, 2000), 4, state, 2, actual);
    SUBTASKS.run(steps.subList(2000, steps.size()), 2, state, 4, actual);

    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected.stream().filter(s -> s.outcome().equals("feedback")).count())
        .as("suppressed by feedback")
        .isGreaterThan(30);
    assertThat(expected.stream().filter(s -> s.outcome().equals("alert")).count())
        .as("alerts")
        .isGreaterThan(30);
  }
}
