package io.residual.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.TrainingCourse;
import io.residual.model.bundle.TrainingSummary;
import io.residual.model.encode.BooleanEncoding;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.ensemble.Ensemble;
import io.residual.model.error.Calibration;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.explain.ExplanationSettings;
import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.policy.AlertSettings;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.RecordSchema;
import io.residual.model.sequence.SequenceWindow;
import io.residual.model.threshold.ThresholdSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoReportTest {

  private static final FeatureEncoder ENCODER =
      new FeatureEncoder(List.of(new BooleanEncoding(true, false)));

  private static final Manifest MODEL =
      new Manifest(
          Manifest.FORMAT,
          "m",
          "1",
          Instant.EPOCH,
          RecordSchema.of(List.of(FieldSpec.of("x", new FieldType.Bool()))),
          ENCODER,
          SequenceWindow.SINGLE,
          Ensemble.of(
              new DenseNetwork(
                  List.of(new LayerSpec(1, Activation.TANH)),
                  List.of(new LayerSpec(1, Activation.IDENTITY))),
              ErrorMeasure.fieldMean(ENCODER)),
          Calibration.of(new double[] {1, 2}),
          ThresholdSettings.DEFAULT,
          AlertSettings.INDEPENDENT,
          ExplanationSettings.DEFAULT,
          new TrainingSummary(
              2,
              1,
              0,
              1,
              1,
              "adam",
              List.of(new TrainingCourse(List.of(1.0), List.of(1.0), 1)),
              0.1),
          Map.of());

  private static DemoResult result(double auroc, long scored, OptionalDouble firstAlert) {
    double precision = firstAlert.isPresent() ? 0.5 : Double.NaN;
    return new DemoResult(
        MODEL,
        new DetectionReport(
            10, scored, 1, 2, 2, 1, 4, 1, 1, 0, precision, 0.25, auroc, 0.6, Map.of()),
        1,
        2,
        firstAlert);
  }

  private static String printed(DemoResult result) {
    StringWriter text = new StringWriter();
    DemoReport.print(result, new PrintWriter(text));
    return text.toString();
  }

  @Test
  void aPipelineThatScoresBackwardsCannotBeMissed() {
    assertThat(printed(result(0.49, 9, OptionalDouble.of(3)))).contains("WARNING", "below 0.5");
    assertThat(printed(result(0.51, 9, OptionalDouble.of(3)))).doesNotContain("WARNING");
  }

  @Test
  void saysWhenRecordsAreUnaccountedFor() {
    assertThat(printed(result(0.9, 8, OptionalDouble.of(3)))).contains("DOES NOT BALANCE");
    assertThat(printed(result(0.9, 9, OptionalDouble.of(3)))).doesNotContain("BALANCE");
  }

  @Test
  void whatIsUndefinedIsNullInJson(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("summary.json");
    DemoReport.writeJson(result(Double.NaN, 9, OptionalDouble.empty()), file);

    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("auroc").isNull()).isTrue();
    assertThat(json.get("precision").isNull()).isTrue();
    assertThat(json.get("secondsToFirstAlert").isNull()).isTrue();
    assertThat(json.get("recordsIn").asLong()).isEqualTo(10);
  }
}
