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
import io.residual.model.policy.AlertSettings;
import io.residual.model.policy.Incident;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import io.residual.model.sequence.SequenceWindow;
import io.residual.model.threshold.Season;
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
        AlertSettings.SERIES,
        ExplanationSettings.DEFAULT,
        new TrainingSummary(2, 1, 0, 1, 1, "adam(0.001)", List.of(), 0.1),
        Map.of());
  }

  /** A record of one field, at the beginning of time. */
  private static ScoredInput record(double error) {
    return record(error, 0);
  }

  private static ScoredInput record(double error, long time) {
    return new ScoredInput() {
      @Override
      public double error() {
        return error;
      }

      @Override
      public long eventTimeMillis() {
        return time;
      }

      @Override
      public String id() {
        return "in-0-1";
      }

      @Override
      public float[] features() {
        return new float[] {1, 1, 1, 1, 1};
      }

      @Override
      public float[] reconstruction() {
        return new float[5];
      }

      @Override
      public int start() {
        return 0;
      }
    };
  }

  private final Detector detector = new Detector(manifest(SequenceWindow.SINGLE, 1));

  @Test
  void theFirstRecordMeetsTheCalibratedThreshold() {
    Detection detection = detector.observe(null, record(1));

    assertThat(detection.threshold()).isEqualTo(detector.initialThreshold());
    assertThat(detection.anomalous()).isFalse();
    assertThat(detector.observe(null, record(detection.threshold())).anomalous()).isFalse();
    assertThat(detector.observe(null, record(Math.nextUp(detection.threshold()))).anomalous())
        .isTrue();
  }

  @Test
  void anErrorThatIsNoNumberDecidesNothingAndTeachesNothing() {
    EntityState state = detector.observe(null, record(1)).next();
    for (double error : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Detection detection = detector.observe(state, record(error));
      assertThat(detection.modelFault()).isTrue();
      assertThat(detection.anomalous()).isFalse();
      assertThat(detection.next().threshold()).isSameAs(state.threshold());
      assertThat(detection.next().smoothed()).isEqualTo(state.smoothed());
    }
  }

  @Test
  void smoothsBeforeItCompares() {
    Detector smoothing = new Detector(manifest(new SequenceWindow(5, null, 3), 1));
    EntityState state = smoothing.observe(null, record(1)).next();
    Detection detection = smoothing.observe(state, record(3));

    assertThat(detection.error()).isCloseTo(2, within(1e-12));
    assertThat(smoothing.harmless()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void harmlessErrorsAreNeverAnomalous() {
    EntityState state = null;
    for (int i = 0; i < 2000; i++) {
      Detection detection = detector.observe(state, record(0));
      assertThat(detection.threshold()).isGreaterThanOrEqualTo(detector.harmless());
      state = detection.next();
    }
    assertThat(detector.harmless()).isPositive();
  }

  @Test
  void anIncidentEndsWithTheModelThatSawIt() {
    Detection opened = detector.observe(null, record(1000));
    String id = opened.decision().incident().orElseThrow().id();
    Detector retrained = new Detector(manifest(SequenceWindow.SINGLE, 2));

    Detection next = retrained.observe(opened.next(), record(1000));

    assertThat(next.decision().closed().orElseThrow().id()).isEqualTo(id);
    assertThat(next.decision().incident().orElseThrow().state()).isEqualTo(Incident.State.OPENED);
    assertThat(detector.observe(opened.next(), record(1000)).decision().raised()).isFalse();
  }

  @Test
  void beginsAnewWithTheStateOfAnotherModelOrVersion() {
    EntityState state = null;
    for (int i = 0; i < 500; i++) {
      state = detector.observe(state, record(0.01)).next();
    }
    assertThat(detector.observe(state, record(1)).threshold())
        .isLessThan(detector.initialThreshold());

    Detector retrained = new Detector(manifest(SequenceWindow.SINGLE, 2));
    assertThat(retrained.observe(state, record(1)).threshold())
        .isEqualTo(retrained.initialThreshold());
    EntityState older =
        new EntityState(
            EntityState.VERSION - 1, state.model(), 0, 0, state.threshold(), null, state.policy());
    assertThat(detector.observe(older, record(1)).threshold())
        .isEqualTo(detector.initialThreshold());
  }

  private static Detector detector(Manifest model, Long idleMillis, Season season) {
    ThresholdSettings settings =
        new ThresholdSettings(
            ThresholdSettings.Method.QUANTILE,
            1e-4,
            0.5,
            240,
            0.5,
            null,
            null,
            null,
            idleMillis,
            season);
    return new Detector(model, settings, model.alerts());
  }

  @Test
  void anEntityThatWasIdleBeginsAnewByEventTime() {
    Detector forgetful = detector(manifest(SequenceWindow.SINGLE, 1), 60_000L, null);
    for (long pause : new long[] {60_000, 60_001, Long.MAX_VALUE - 499, -1, -1_000_000_000_000L}) {
      EntityState state = null;
      for (int i = 0; i < 500; i++) {
        state = forgetful.observe(state, record(0.01, i)).next();
      }
      double threshold = forgetful.observe(state, record(0.5, 499 + pause)).threshold();
      assertThat(threshold < forgetful.initialThreshold())
          .as("a pause of %d ms", pause)
          .isEqualTo(pause <= 60_000);
    }
  }

  @Test
  void whatIsUsualAtAnHourIsNoAnomalyThen() {
    Manifest model = manifest(SequenceWindow.SINGLE, 1);
    Random random = new Random(8);
    int[] alarms = new int[2];
    Detector[] detectors = {detector(model, null, null), detector(model, null, Season.HOUR_OF_DAY)};
    EntityState[] states = new EntityState[2];
    int perHour = 60;
    for (int i = 0; i < 40 * 24 * perHour; i++) {
      int hour = i / perHour % 24;
      double error = (hour == 3 ? 6 : 1) * -Math.log(1 - random.nextDouble());
      for (int d = 0; d < 2; d++) {
        Detection detection = detectors[d].observe(states[d], record(error, i * 60_000L));
        alarms[d] += detection.anomalous() && i > 20 * 24 * perHour ? 1 : 0;
        states[d] = detection.next();
      }
    }
    assertThat(alarms[0]).as("without a season").isGreaterThan(100);
    assertThat(alarms[1]).as("with hours of the day").isLessThan(20);
    EntityState seasoned = states[1];
    assertThat(detectors[1].observe(seasoned, record(25, 3 * 3_600_000L)).anomalous()).isFalse();
    assertThat(detectors[1].observe(seasoned, record(25, 5 * 3_600_000L)).anomalous()).isTrue();
    assertThat(detectors[1].harmless()).isLessThan(detectors[0].harmless());
  }
}
