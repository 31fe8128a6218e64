package io.residual.job.function;

import io.residual.job.fixture.HalvingReconstructorFactory;
import io.residual.job.fixture.ProfiledModel;
import io.residual.job.message.DriftMessage;
import io.residual.job.message.RecordBatch;
import io.residual.job.message.ScoredBatch;
import io.residual.model.drift.DriftCounts;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The two operators that measure drift over given windows: one counts, the other judges. */
@SuppressWarnings("try") // harnesses declare close() throws Exception
record DriftStages(DriftWindow window) {

  /** A subtask that scores and counts. */
  OneInputStreamOperatorTestHarness<RecordBatch, ScoredBatch> scoring(int parallelism, int subtask)
      throws Exception {
    ScoreFunction function =
        new ScoreFunction(
            context -> ProfiledModel.bundle(),
            HalvingReconstructorFactory.RUNTIME,
            DetectionOverrides.NONE,
            window);
    return new OneInputStreamOperatorTestHarness<>(
        new StreamMap<>(function), 16, parallelism, subtask);
  }

  /** What a subtask has handed on so far. */
  static List<DriftCounts> handedOn(
      OneInputStreamOperatorTestHarness<RecordBatch, ScoredBatch> harness) {
    return harness.extractOutputValues().stream().flatMap(batch -> batch.drift().stream()).toList();
  }

  /** The one that merges and judges. */
  OneInputStreamOperatorTestHarness<DriftCounts, DriftMessage> judging() throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(new DriftFunction(context -> ProfiledModel.bundle(), window)),
        1,
        1,
        0);
  }

  /** What is told of parts that come one after the other. */
  List<DriftMessage> told(List<DriftCounts> parts) throws Exception {
    try (var harness = judging()) {
      harness.open();
      return fed(harness, parts);
    }
  }

  /** The same, with a restart after so many parts; the ids. */
  List<String> toldWithRestart(List<DriftCounts> parts, int cut) throws Exception {
    List<DriftMessage> told = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (var harness = judging()) {
      harness.open();
      told.addAll(fed(harness, parts.subList(0, cut)));
      snapshot = harness.snapshot(1, 0);
    }
    try (var harness = judging()) {
      harness.initializeState(snapshot);
      harness.open();
      told.addAll(fed(harness, parts.subList(cut, parts.size())));
    }
    return told.stream().map(DriftMessage::id).toList();
  }

  private static List<DriftMessage> fed(
      OneInputStreamOperatorTestHarness<DriftCounts, DriftMessage> harness, List<DriftCounts> parts)
      throws Exception {
    for (DriftCounts part : parts) {
      harness.processElement(new StreamRecord<>(part));
    }
    return harness.extractOutputValues();
  }
}
