package io.residual.model.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.TrainingSummary;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.NumberScale;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.ensemble.Ensemble;
import io.residual.model.error.Calibration;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.explain.ExplanationSettings;
import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import io.residual.model.sequence.SequenceWindow;
import io.residual.model.threshold.ThresholdSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectorTest {

  /** A model of one field whose normal errors are exponential. */
  private static Manifest manifest(SequenceWindow window, double level) {
    FeatureEncoder encoder =
        new FeatureEncoder(List.of(new NumericEncoding(new NumberScale(0, 1, 0), false)));
    Random random = new Random(3);
    LayerSpec layer = new LayerSpec(window.length(), Activation.IDENTITY);
    return new Manifest(
        Manifest.FORMAT,
        "pump",
        "1",
        Instant.EPOCH,
        new RecordSchema(
            List.of(FieldSpec.of("rpm", new FieldType.Numeric(Scaling.STANDARD))), null, null),
        encoder,
        window,
        Ensemble.of(
            new DenseNetwork(List.of(layer), List.of(layer)),
            ErrorMeasure.fieldMean(encoder, window.length())),
        Calibration.of(random.doubles(5000).map(u -> -level * Math.log(1 - u)).toArray()),
        ThresholdSettings.DEFAULT,
        ExplanationSettings.DEFAULT,
        new TrainingSummary(2, 1, 0, 1, 1, "adam(0.001)", List.of(), 0.1),
        Map.of());
  }

  private final Detector detector = new Detector(manifest(SequenceWindow.SINGLE, 1));

  @Test
  void theFirstRecordMeetsTheCalibratedThreshold() {
    Detection detection = detector.observe(null, 1, 0);

    assertThat(detection.threshold()).isEqualTo(detector.initialThreshold());
    assertThat(detection.anomalous()).isFalse();
    assertThat(detector.observe(null, detection.threshold(), 0).anomalous()).isFalse();
    assertThat(detector.observe(null, Math.nextUp(detection.threshold()), 0).anomalous()).isTrue();
  }

  @Test
  void anErrorThatIsNoNumberDecidesNothingAndTeachesNothing() {
    EntityState state = detector.observe(null, 1, 0).next();
    for (double error : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Detection detection = detector.observe(state, error, 0);
      assertThat(detection.modelFault()).isTrue();
      assertThat(detection.anomalous()).isFalse();
      assertThat(detection.next()).isSameAs(state);
    }
  }

  @Test
  void smoothsBeforeItCompares() {
    Detector smoothing = new Detector(manifest(new SequenceWindow(5, null, 3), 1));
    EntityState state = smoothing.observe(null, 1, 0).next();
    Detection detection = smoothing.observe(state, 3, 0);

    assertThat(detection.error()).isCloseTo(2, within(1e-12));
    assertThat(smoothing.harmless()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void harmlessErrorsAreNeverAnomalous() {
    EntityState state = null;
    for (int i = 0; i < 2000; i++) {
      Detection detection = detector.observe(state, 0, 0);
      assertThat(detection.threshold()).isGreaterThanOrEqualTo(detector.harmless());
      state = detection.next();
    }
    assertThat(detector.harmless()).isPositive();
  }

  @Test
  void beginsAnewWithTheStateOfAnotherModelOrVersion() {
    EntityState state = null;
    for (int i = 0; i < 500; i++) {
      state = detector.observe(state, 0.01, 0).next();
    }
    assertThat(detector.observe(state, 1, 0).threshold()).isLessThan(detector.initialThreshold());

    Detector retrained = new Detector(manifest(SequenceWindow.SINGLE, 2));
    assertThat(retrained.observe(state, 1, 0).threshold()).isEqualTo(retrained.initialThreshold());
    EntityState older =
        new EntityState(EntityState.VERSION - 1, state.model(), 0, state.threshold());
    assertThat(detector.observe(older, 1, 0).threshold()).isEqualTo(detector.initialThreshold());
  }
}
