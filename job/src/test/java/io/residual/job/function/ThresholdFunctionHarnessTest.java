package io.residual.job.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.ThresholdOverrides;
import io.residual.model.threshold.QuantileThreshold;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // harnesses declare close() throws Exception
class ThresholdFunctionHarnessTest {

  private static final double CALIBRATED = calibrated(Models.bundle(), ThresholdOverrides.NONE);

  private static double calibrated(ModelBundle bundle, ThresholdOverrides overrides) {
    QuantileThreshold threshold =
        new QuantileThreshold(
            overrides.applyTo(bundle.manifest().threshold()), bundle.manifest().calibration());
    return threshold.threshold(threshold.initial());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> create(
      BundleSource bundle, ThresholdOverrides overrides) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new ThresholdFunction(
                bundle,
                DetectionOverrides.of(overrides),
                ExplanationChoice.OF_BUNDLE,
                "onnx",
                1_000_000,
                true,
                0)),
        ScoredRecord::entity,
        Types.STRING);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> single()
      throws Exception {
    var harness = create(Models.source(), ThresholdOverrides.NONE);
    harness.open();
    return harness;
  }

  private static void add(
      KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> harness,
      ScoredRecord record)
      throws Exception {
    harness.processElement(new StreamRecord<>(record));
  }

  private static List<ScoreMessage> scores(
      AbstractStreamOperatorTestHarness<AlertMessage> harness) {
    var output = harness.getSideOutput(ThresholdFunction.SCORES);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }

  @Test
  void theFirstRecordMeetsTheCalibratedThreshold() throws Exception {
    try (var harness = single()) {
      add(harness, Records.scored(1, "press-1", Math.nextDown(CALIBRATED)));
      add(harness, Records.scored(2, "press-2", CALIBRATED * 1.001));

      assertThat(harness.extractOutputValues())
          .extracting(AlertMessage::id)
          .containsExactly("telemetry-3-2");
      assertThat(scores(harness))
          .containsExactly(
              new ScoreMessage(
                  "telemetry-3-1",
                  "press-1",
                  5000,
                  Math.nextDown(CALIBRATED),
                  CALIBRATED,
                  ScoreMessage.NORMAL,
                  null),
              new ScoreMessage(
                  "telemetry-3-2",
                  "press-2",
                  5000,
                  CALIBRATED * 1.001,
                  CALIBRATED,
                  ScoreMessage.ALERT,
                  null));
    }
  }

  @Test
  void anAlertSaysWhatIsWrong() throws Exception {
    try (var harness = single()) {
      add(harness, Records.scored(2, "press-2", 80));

      AlertMessage message = harness.extractOutputValues().get(0);
      assertThat(message.entity()).isEqualTo("press-2");
      assertThat(message.kind()).isEqualTo("anomaly");
      JsonNode alert = new JsonMapper().readTree(message.json());
      assertThat(alert.at("/error").asDouble()).isEqualTo(80);
      assertThat(alert.at("/threshold").asDouble()).isEqualTo(CALIBRATED);
      assertThat(alert.at("/severity").asDouble()).isBetween(0.5, 1.0);
      assertThat(alert.at("/model/version").asText()).isEqualTo("1f2e");
      assertThat(alert.at("/explanation/fields/0/field").asText()).isEqualTo("temperature");
      assertThat(alert.at("/explanation/fields/0/value").asDouble()).isEqualTo(80);
      assertThat(alert.at("/explanation/fields/0/expected").asDouble()).isEqualTo(40);
      assertThat(alert.at("/record/machine").asText()).isEqualTo("press-2");
      assertThat(alert.at("/source/offset").asLong()).isEqualTo(2);
    }
  }

  @Test
  void anomaliesTeachTheThresholdNothing() throws Exception {
    try (var harness = single()) {
      int window = Models.THRESHOLD.window();
      for (int i = 0; i < window; i++) {
        add(harness, Records.scored(i, "press-1", 50));
      }

      assertThat(harness.extractOutputValues()).hasSize(window);
      assertThat(scores(harness)).extracting(ScoreMessage::threshold).containsOnly(CALIBRATED);
    }
  }

  @Test
  void aLastingChangeIsLearntInsteadOfAlertingForEver() throws Exception {
    try (var harness = single()) {
      int window = Models.THRESHOLD.window();
      for (int i = 0; i < 2_000; i++) {
        add(harness, Records.scored(i, "press-1", 50));
      }

      assertThat(harness.extractOutputValues()).hasSizeBetween(window + 1, 2 * window);
      assertThat(scores(harness).get(1_999).threshold()).isGreaterThan(50);
    }
  }

  @Test
  void eachEntityHasAThresholdOfItsOwnThatFollowsIt() throws Exception {
    try (var harness = single()) {
      for (int i = 0; i < 100; i++) {
        add(harness, Records.scored(i, "calm", 0.6));
      }
      add(harness, Records.scored(100, "calm", 1.2));
      add(harness, Records.scored(101, "new", 1.2));

      assertThat(harness.extractOutputValues())
          .extracting(AlertMessage::entity)
          .containsExactly("calm");
    }
  }

  @Test
  void anErrorThatIsNoNumberAccusesTheModelAndTeachesNothing() throws Exception {
    try (var harness = single()) {
      add(harness, Records.scored(1, "press-1", Double.NaN));
      add(harness, Records.scored(2, "press-1", Double.POSITIVE_INFINITY));
      add(harness, Records.scored(3, "press-1", 1));

      List<AlertMessage> alerts = harness.extractOutputValues();
      assertThat(alerts).extracting(AlertMessage::kind).containsOnly("model-fault").hasSize(2);
      assertThat(new String(alerts.get(0).json(), UTF_8))
          .contains("\"kind\":\"model-fault\"", "\"error\":null");
      assertThat(scores(harness)).last().extracting(ScoreMessage::threshold).isEqualTo(CALIBRATED);
    }
  }

  @Test
  void aChangedWindowOrModelBeginsAgainFromItsCalibration() throws Exception {
    ThresholdOverrides wider = new ThresholdOverrides(Map.of("window", "64"));
    BundleSource retrained = context -> Models.bundle(Models.SCHEMA, 10);
    OperatorSubtaskState savepoint;
    try (var harness = single()) {
      for (int i = 0; i < 100; i++) {
        add(harness, Records.scored(i, "calm", 0.6));
      }
      savepoint = harness.snapshot(1, 0);
    }

    assertThat(thresholdAfter(savepoint, Models.source(), ThresholdOverrides.NONE))
        .isLessThan(CALIBRATED);
    assertThat(thresholdAfter(savepoint, Models.source(), wider))
        .isEqualTo(calibrated(Models.bundle(), wider));
    assertThat(thresholdAfter(savepoint, retrained, ThresholdOverrides.NONE))
        .isEqualTo(calibrated(Models.bundle(Models.SCHEMA, 10), ThresholdOverrides.NONE));
  }

  private static double thresholdAfter(
      OperatorSubtaskState savepoint, BundleSource bundle, ThresholdOverrides overrides)
      throws Exception {
    try (var harness = create(bundle, overrides)) {
      harness.initializeState(savepoint);
      harness.open();
      add(harness, Records.scored(100, "calm", 0.6));
      return scores(harness).get(0).threshold();
    }
  }
}
