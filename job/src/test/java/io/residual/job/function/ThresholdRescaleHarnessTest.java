package io.residual.job.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import io.residual.model.config.ThresholdOverrides;
import io.residual.model.policy.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Snapshots, restores and repartitions the thresholds and compares every single decision. */
@SuppressWarnings("try") // harnesses declare close() throws Exception
class ThresholdRescaleHarnessTest {

  private static final int MAX_PARALLELISM = 128;

  private static final DetectionOverrides INCIDENTS =
      new DetectionOverrides(
          ThresholdOverrides.NONE,
          new AlertOverrides("20 records", null, null, null, null, null, null, null));

  @Test
  void decisionsAreTheSameAfterRestoresAtOtherParallelisms() throws Exception {
    List<ScoredRecord> records = randomRecords(3000);
    List<ScoreMessage> expected = new ArrayList<>();
    run(records, 1, null, 0, expected);

    List<ScoreMessage> actual = new ArrayList<>();
    OperatorSubtaskState state = run(records.subList(0, 1000), 2, null, 0, actual);
    state = run(records.subList(1000, 2000), 4, state, 2, actual);
    run(records.subList(2000, 3000), 2, state, 4, actual);

    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected)
        .extracting(ScoreMessage::outcome)
        .contains(ScoreMessage.NORMAL, ScoreMessage.ALERT, Suppression.COOL_DOWN.code());
  }

  private static List<ScoredRecord> randomRecords(int count) {
    Random random = new Random(11);
    List<ScoredRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int machine = random.nextInt(20);
      double error = Math.abs(random.nextGaussian()) * (0.3 + machine / 20.0);
      long time = 1000L * i + (random.nextInt(50) == 0 ? random.nextInt(1_000_000) : 0);
      records.add(Records.scored(i, "press-" + machine, time, error));
    }
    return records;
  }

  /** Runs records through all subtasks, from the given state; returns the state afterwards. */
  private static OperatorSubtaskState run(
      List<ScoredRecord> records,
      int parallelism,
      OperatorSubtaskState state,
      int stateParallelism,
      List<ScoreMessage> scores)
      throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[parallelism];
    for (int index = 0; index < parallelism; index++) {
      try (var harness = subtask(parallelism, index)) {
        if (state != null) {
          harness.initializeState(
              AbstractStreamOperatorTestHarness.repartitionOperatorState(
                  state, MAX_PARALLELISM, stateParallelism, parallelism, index));
        }
        harness.open();
        for (ScoredRecord record : records) {
          if (index
              == KeyGroupRangeAssignment.assignKeyToParallelOperator(
                  record.entity(), MAX_PARALLELISM, parallelism)) {
            harness.processElement(new StreamRecord<>(record));
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

  private static KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> subtask(
      int parallelism, int index) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new ThresholdFunction(
                Models.source(),
                INCIDENTS,
                ExplanationChoice.OF_BUNDLE,
                "onnx",
                1_000_000,
                true,
                0)),
        ScoredRecord::entity,
        Types.STRING,
        MAX_PARALLELISM,
        parallelism,
        index);
  }
}
