package io.residual.job.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.job.fixture.Models;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.FeedbackCommand;
import io.residual.job.message.Origin;
import io.residual.job.message.ScoredRecord;
import io.residual.job.message.SourceRecord;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** The operator that obeys verdicts, and verdicts. */
final class FeedbackSubtask {

  private FeedbackSubtask() {}

  /** The comparator of the usual bundle. */
  static ThresholdFunction threshold() {
    return new ThresholdFunction(
        Models.source(),
        DetectionOverrides.NONE,
        ExplanationChoice.OF_BUNDLE,
        "onnx",
        1_000_000,
        true,
        0);
  }

  /** One subtask, not yet open. */
  static KeyedTwoInputStreamOperatorTestHarness<String, ScoredRecord, FeedbackCommand, AlertMessage>
      one(int parallelism, int index) throws Exception {
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new CoBroadcastWithKeyedOperator<>(
            new FeedbackThresholdFunction(threshold()),
            List.of(FeedbackThresholdFunction.VERDICTS)),
        ScoredRecord::entity,
        null,
        Types.STRING,
        ThresholdSubtasks.MAX_PARALLELISM,
        parallelism,
        index);
  }

  /** A verdict of the given members, given in that second. */
  static FeedbackCommand verdict(int second, String id, String members) {
    String json =
        "{\"id\":\""
            + id
            + "\",\"at\":\"2026-01-01T00:00:%02dZ\",".formatted(second)
            + members
            + "}";
    SourceRecord message =
        new SourceRecord(
            new Origin("feedback", 0, second, 0), id.getBytes(UTF_8), json.getBytes(UTF_8));
    return new FeedbackCommand(id, json, message);
  }

  static FeedbackCommand retraction(int offset, String id) {
    return new FeedbackCommand(
        id, null, new SourceRecord(new Origin("feedback", 0, offset, 0), null, null));
  }

  static String falseAlarm(int offset) {
    return "\"verdict\":\"false-alarm\",\"alert\":\"telemetry-3-" + offset + "\"";
  }

  static List<String> outcomes(AbstractStreamOperatorTestHarness<AlertMessage> harness) {
    return harness.getSideOutput(ThresholdFunction.SCORES).stream()
        .map(score -> score.getValue().outcome())
        .toList();
  }
}
