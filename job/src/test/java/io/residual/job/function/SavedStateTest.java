package io.residual.job.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.FeedbackCommand;
import io.residual.job.message.Origin;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import io.residual.job.message.SourceRecord;
import io.residual.model.config.ThresholdOverrides;
import io.residual.model.policy.Suppression;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Savepoints of earlier builds, kept as files: a job that is resumed from one decides as if it had
 * never been stopped. When the state's layout changes, see {@code docs/thresholds.md}, Saved state.
 */
@SuppressWarnings("try") // harnesses declare close() throws Exception
class SavedStateTest {

  private static final Path FOLDER = Path.of("src/test/resources/state");

  /** With this system property the files of this build are written instead of read. */
  private static final String WRITE = "residual.state.write";

  /** Of the layout that this build writes; files of earlier ones stay beside it. */
  private static final String LAYOUT = "1";

  private static final int BEFORE = 1505;
  private static final int RECORDS = 3000;
  private static final int SECOND = 1000;

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, ScoredRecord, FeedbackCommand, AlertMessage>
      harness(Map<String, String> settings) throws Exception {
    // Everything that decides is given here, so that no change of a default changes a decision.
    AlertOverrides alerts =
        new AlertOverrides("20 records", 0.8, 5.0, true, 0.0, null, null, 600_000L);
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new CoBroadcastWithKeyedOperator<>(
            new FeedbackThresholdFunction(
                new ThresholdFunction(
                    Models.source(),
                    new DetectionOverrides(new ThresholdOverrides(settings), alerts),
                    ExplanationChoice.OF_BUNDLE,
                    "onnx",
                    1_000_000,
                    true,
                    8)),
            List.of(FeedbackThresholdFunction.VERDICTS)),
        ScoredRecord::entity,
        null,
        Types.STRING,
        128,
        1,
        0);
  }

  private static Map<String, String> settings(String method) {
    Map<String, String> risk = Map.of("method", method, "risk", "0.001", "idle", "30 d");
    return method.equals("quantile")
        ? Map.of(
            "method",
            method,
            "risk",
            "0.001",
            "window",
            "64",
            "idle",
            "30 d",
            "season",
            "hour-of-day")
        : risk;
  }

  private static List<ScoredRecord> records() {
    Random random = new Random(23);
    List<ScoredRecord> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      int machine = random.nextInt(6);
      double error = Math.abs(random.nextGaussian()) * (0.3 + machine / 8.0);
      // Two faults of all machines, the first of them under way when the state is saved.
      error += (i + 10) % 1500 < 30 ? 20 : 0;
      records.add(Records.scored(i, "press-" + machine, 20L * SECOND * i, error));
    }
    return records;
  }

  private static FeedbackCommand verdict() {
    String json =
        "{\"id\":\"v\",\"at\":\"2026-01-01T00:00:00Z\",\"verdict\":\"false-alarm\","
            + "\"entity\":\"press-5\",\"fields\":[\"temperature\"],\"error\":20.0}";
    return new FeedbackCommand(
        "v",
        json,
        new SourceRecord(
            new Origin("feedback", 0, 1, 0), "v".getBytes(UTF_8), json.getBytes(UTF_8)));
  }

  private static void process(
      KeyedTwoInputStreamOperatorTestHarness<String, ScoredRecord, FeedbackCommand, AlertMessage>
          harness,
      List<ScoredRecord> records)
      throws Exception {
    for (ScoredRecord record : records) {
      harness.processElement1(new StreamRecord<>(record));
    }
  }

  private static List<ScoreMessage> scores(
      KeyedTwoInputStreamOperatorTestHarness<String, ScoredRecord, FeedbackCommand, AlertMessage>
          harness) {
    return harness.getSideOutput(ThresholdFunction.SCORES).stream()
        .map(StreamRecord::getValue)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quantile", "peaks", "sigma", "spot"})
  void aSavepointOfAnEarlierBuildGoesOnAsIfNeverStopped(String method) throws Exception {
    Path file = FOLDER.resolve("layout-" + LAYOUT + "-" + method + ".savepoint");
    List<ScoreMessage> expected;
    try (var harness = harness(settings(method))) {
      harness.open();
      harness.processElement2(new StreamRecord<>(verdict()));
      process(harness, records().subList(0, BEFORE));
      if (Boolean.getBoolean(WRITE)) {
        Files.createDirectories(FOLDER);
        OperatorSnapshotUtil.writeStateHandle(harness.snapshot(1, 0), file.toString());
      }
      process(harness, records().subList(BEFORE, RECORDS));
      expected = scores(harness).subList(BEFORE, RECORDS);
    }
    OperatorSubtaskState saved = OperatorSnapshotUtil.readStateHandle(file.toString());
    try (var harness = harness(settings(method))) {
      harness.initializeState(saved);
      harness.open();
      process(harness, records().subList(BEFORE, RECORDS));

      assertThat(scores(harness)).isEqualTo(expected);
    }
    assertThat(expected)
        .extracting(ScoreMessage::outcome)
        .contains(
            ScoreMessage.NORMAL,
            ScoreMessage.ALERT,
            Suppression.COOL_DOWN.code(),
            Suppression.FEEDBACK.code());
  }
}
