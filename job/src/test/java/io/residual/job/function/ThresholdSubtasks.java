package io.residual.job.function;

import io.residual.job.fixture.Models;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * All subtasks of a {@link ThresholdFunction}, one after the other.
 *
 * @param overrides of the bundle's settings
 */
@SuppressWarnings("try") // harnesses declare close() throws Exception
record ThresholdSubtasks(DetectionOverrides overrides) {

  private static final int MAX_PARALLELISM = 128;

  /** One of them, not yet open. */
  static KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> one(
      DetectionOverrides overrides, int parallelism, int index) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new ThresholdFunction(
                Models.source(),
                overrides,
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

  /** Runs records through all subtasks, from the given state; returns the state afterwards. */
  OperatorSubtaskState run(
      List<ScoredRecord> records,
      int parallelism,
      OperatorSubtaskState state,
      int stateParallelism,
      List<ScoreMessage> scores)
      throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[parallelism];
    for (int index = 0; index < parallelism; index++) {
      try (var harness = one(overrides, parallelism, index)) {
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
}
