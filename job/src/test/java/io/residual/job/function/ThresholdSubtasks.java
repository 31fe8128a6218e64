package io.residual.job.function;

import io.residual.job.fixture.Models;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * All subtasks of an operator that writes scores, one after the other.
 *
 * @param <H> a subtask
 * @param <E> what the operator takes
 */
@SuppressWarnings("try") // harnesses declare close() throws Exception
record ThresholdSubtasks<H extends AbstractStreamOperatorTestHarness<AlertMessage>, E>(
    Factory<H> factory, Input<H, E> input) {

  static final int MAX_PARALLELISM = 128;

  /** Makes a subtask, not yet open. */
  @FunctionalInterface
  interface Factory<H> {
    H one(int parallelism, int index) throws Exception;
  }

  /** Hands an element to a subtask, if it is its. */
  @FunctionalInterface
  interface Input<H, E> {
    void process(H subtask, E element, Predicate<String> owns) throws Exception;
  }

  /** Those of a {@link ThresholdFunction} with overrides of the bundle's settings. */
  static ThresholdSubtasks<
          KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage>, ScoredRecord>
      of(DetectionOverrides overrides) {
    return new ThresholdSubtasks<>(
        (parallelism, index) -> one(overrides, parallelism, index),
        (subtask, record, owns) -> {
          if (owns.test(record.entity())) {
            subtask.processElement(new StreamRecord<>(record));
          }
        });
  }

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

  /** Runs elements through all subtasks, from the given state; returns the state afterwards. */
  OperatorSubtaskState run(
      List<E> elements,
      int parallelism,
      OperatorSubtaskState state,
      int stateParallelism,
      List<ScoreMessage> scores)
      throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[parallelism];
    for (int i = 0; i < parallelism; i++) {
      int index = i;
      try (H subtask = factory.one(parallelism, index)) {
        if (state != null) {
          subtask.initializeState(
              AbstractStreamOperatorTestHarness.repartitionOperatorState(
                  state, MAX_PARALLELISM, stateParallelism, parallelism, index));
        }
        subtask.open();
        for (E element : elements) {
          input.process(
              subtask,
              element,
              entity ->
                  index
                      == KeyGroupRangeAssignment.assignKeyToParallelOperator(
                          entity, MAX_PARALLELISM, parallelism));
        }
        subtask
            .getSideOutput(ThresholdFunction.SCORES)
            .forEach(score -> scores.add(score.getValue()));
        states[index] = subtask.snapshot(1, 0);
      }
    }
    return AbstractStreamOperatorTestHarness.repackageState(states);
  }
}
