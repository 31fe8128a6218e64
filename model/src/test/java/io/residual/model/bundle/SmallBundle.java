package io.residual.model.bundle;

import io.residual.model.encode.EncoderFitter;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.ensemble.Ensemble;
import io.residual.model.error.Calibration;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.explain.ExplanationSettings;
import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.policy.AlertSettings;
import io.residual.model.record.EventTime;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.MissingRule;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import io.residual.model.record.TimestampFormat;
import io.residual.model.sequence.SequenceWindow;
import io.residual.model.threshold.ThresholdSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A bundle with every kind of field and arbitrary bytes in place of networks. */
final class SmallBundle {

  private SmallBundle() {}

  static ModelBundle create() {
    return create(new byte[700], new byte[300]);
  }

  static ModelBundle create(byte[] onnx, byte[] dl4j) {
    Random random = new Random(5);
    random.nextBytes(onnx);
    random.nextBytes(dl4j);
    return new ModelBundle(
        manifest(), Map.of(ModelBundle.ONNX_ENTRY, onnx, ModelBundle.DL4J_ENTRY, dl4j));
  }

  static Manifest manifest() {
    RecordSchema schema =
        new RecordSchema(
            List.of(
                FieldSpec.of("rpm", new FieldType.Numeric(Scaling.STANDARD)),
                new FieldSpec(
                    "mode", "/state/mode", new FieldType.Categorical(8), MissingRule.INDICATOR),
                FieldSpec.of("on", new FieldType.Bool()),
                FieldSpec.of("at", new FieldType.Timestamp(TimestampFormat.EPOCH_MILLIS)),
                FieldSpec.of("axes", new FieldType.Vector(2, Scaling.range(-1, 1)))),
            "/machine",
            new EventTime("/at", TimestampFormat.EPOCH_MILLIS));
    EncoderFitter fitter = new EncoderFitter(schema);
    for (int i = 0; i < 20; i++) {
      fitter.number(0, 1000 + 0.1 * i);
      fitter.category(1, i % 3 == 0 ? "idle" : "run");
      fitter.bool(2, i % 4 > 0);
      fitter.element(4, 0, i);
      fitter.element(4, 1, -i);
    }
    FeatureEncoder encoder = fitter.fit();
    int features = encoder.featureCount();
    return new Manifest(
        Manifest.FORMAT,
        "pump",
        "7",
        Instant.parse("2026-01-02T03:04:05Z"),
        schema,
        encoder,
        SequenceWindow.SINGLE,
        Ensemble.of(
            new DenseNetwork(
                List.of(new LayerSpec(3, Activation.LEAKY_RELU)),
                List.of(new LayerSpec(features, Activation.IDENTITY))),
            ErrorMeasure.fieldMean(encoder)),
        Calibration.of(new double[] {0.1, 0.2, 0.25, 0.5, 1.5}),
        ThresholdSettings.DEFAULT,
        AlertSettings.INDEPENDENT,
        ExplanationSettings.DEFAULT,
        new TrainingSummary(
            16,
            4,
            1,
            42,
            8,
            "adam(0.001)",
            List.of(new TrainingCourse(List.of(1.0, 0.5), List.of(1.1, 0.6), 2)),
            0.25),
        Map.of());
  }
}
