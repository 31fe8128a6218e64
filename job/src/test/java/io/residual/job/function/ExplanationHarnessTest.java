package io.residual.job.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.job.fixture.DawdlingReconstructorFactory;
import io.residual.job.fixture.HalvingReconstructorFactory;
import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.ScoredRecord;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.explain.BackgroundSample;
import io.residual.model.explain.ExplanationMethod;
import io.residual.model.score.ScoringRuntimes;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // harnesses declare close() throws Exception
class ExplanationHarnessTest {

  /** Two normal presses: temperature, rpm, mode, wave. */
  private static final float[] BACKGROUND = {
    1, 1, 1, 0, 0, 0, 1, /* another */ -1, 1, 0, 1, 0, 0, 1
  };

  private static ModelBundle bundle() throws IOException {
    ModelBundle bare = Models.bundle();
    Map<String, byte[]> entries = new TreeMap<>();
    for (String name : bare.entryNames()) {
      entries.put(name, bare.entry(name));
    }
    entries.put(ModelBundle.BACKGROUND_ENTRY, new BackgroundSample(BACKGROUND, 2, 7).toBytes());
    return new ModelBundle(bare.manifest(), entries);
  }

  private static ExplanationChoice by(ExplanationMethod method) {
    return new ExplanationChoice(method, null, null);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> create(
      BundleSource bundle, ExplanationChoice choice, String runtime) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new ThresholdFunction(
                bundle, DetectionOverrides.NONE, choice, runtime, 1_000_000, false, 0)),
        ScoredRecord::entity,
        Types.STRING);
  }

  private static JsonNode explanation(ExplanationChoice choice, String runtime) throws Exception {
    try (var harness = create(context -> bundle(), choice, runtime)) {
      harness.open();
      harness.processElement(new StreamRecord<>(Records.scored(2, "press-2", 80)));
      byte[] alert = harness.extractOutputValues().get(0).json();
      return new JsonMapper().readTree(alert).path("explanation");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {HalvingReconstructorFactory.RUNTIME, ScoringRuntimes.ONNX})
  void kernelShapIsExactHereBecauseHalvingMixesNoFields(String runtime) throws Exception {
    JsonNode explanation = explanation(by(ExplanationMethod.SHAP), runtime);

    assertThat(explanation.path("method").asText()).isEqualTo("kernel-shap");
    assertThat(explanation.has("note")).isFalse();
    // Mean over four fields of squares of halves, the wave's over its two numbers.
    double background = (0.25 + 0.25 + 0.25 + 0.125) / 4;
    assertThat(explanation.path("baseline").asDouble()).isEqualTo(background);
    JsonNode first = explanation.path("fields").path(0);
    assertThat(first.path("field").asText()).isEqualTo("temperature");
    assertThat(first.path("contribution").asDouble()).isEqualTo((1600 - 0.25) / 4);
    assertThat(first.path("share").asDouble()).isEqualTo(1);
    assertThat(first.path("value").asDouble()).isEqualTo(80);
    assertThat(first.path("expected").asDouble()).isEqualTo(40);
    assertThat(first.path("direction").asText()).isEqualTo("high");
  }

  @Test
  void limeNamesTheSameField() throws Exception {
    JsonNode explanation = explanation(by(ExplanationMethod.LIME), ScoringRuntimes.ONNX);

    assertThat(explanation.path("method").asText()).isEqualTo("lime");
    assertThat(explanation.path("fields").path(0).path("field").asText()).isEqualTo("temperature");
  }

  @Test
  void beyondTheBudgetTheExactSharesStandAloneAndSaySo() throws Exception {
    ExplanationChoice hurried =
        new ExplanationChoice(
            ExplanationMethod.SHAP, DawdlingReconstructorFactory.MILLIS - 1, null);

    JsonNode explanation = explanation(hurried, DawdlingReconstructorFactory.RUNTIME);

    JsonNode shares =
        explanation(ExplanationChoice.OF_BUNDLE, DawdlingReconstructorFactory.RUNTIME);
    assertThat(shares.path("method").asText()).isEqualTo("error-shares");
    assertThat(shares.has("note")).isFalse();
    assertThat(explanation.path("method").asText()).isEqualTo("error-shares");
    assertThat(explanation.path("note").asText())
        .isEqualTo("kernel-shap not finished within the budget of 2 ms");
    assertThat(explanation.path("fields")).isEqualTo(shares.path("fields"));
  }

  @Test
  void aNetworkIsLoadedOnlyForMethodsThatNeedItAndClosedWithTheOperator() throws Exception {
    int before = HalvingReconstructorFactory.OPEN.get();
    try (var harness =
        create(
            context -> bundle(),
            ExplanationChoice.OF_BUNDLE,
            HalvingReconstructorFactory.RUNTIME)) {
      harness.open();
      assertThat(HalvingReconstructorFactory.OPEN).hasValue(before);
    }
    try (var harness =
        create(
            context -> bundle(), by(ExplanationMethod.LIME), HalvingReconstructorFactory.RUNTIME)) {
      harness.open();
      assertThat(HalvingReconstructorFactory.OPEN).hasValue(before + 1);
    }
    assertThat(HalvingReconstructorFactory.OPEN).hasValue(before);
  }

  @Test
  void aBundleWithoutBackgroundIsRefused() throws Exception {
    try (var harness = create(Models.source(), by(ExplanationMethod.SHAP), ScoringRuntimes.ONNX)) {
      assertThatThrownBy(harness::open).hasMessageContaining("no background rows");
    }
  }
}
