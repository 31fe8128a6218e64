package io.residual.model.alert;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.TrainingCourse;
import io.residual.model.bundle.TrainingSummary;
import io.residual.model.detect.Detection;
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
import io.residual.model.policy.PolicyDecision;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import io.residual.model.sequence.SequenceWindow;
import io.residual.model.threshold.ThresholdSettings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertFactoryTest {

  private static final FeatureEncoder ENCODER =
      new FeatureEncoder(
          List.of(
              new NumericEncoding(new NumberScale(50, 10, 0), false),
              new NumericEncoding(new NumberScale(0, 1, 0), false)));

  private static final AlertFactory FACTORY =
      new AlertFactory(
          new Manifest(
              Manifest.FORMAT,
              "presses",
              "1f2e",
              Instant.EPOCH,
              RecordSchema.of(
                  List.of(
                      FieldSpec.of("temperature", new FieldType.Numeric(Scaling.STANDARD)),
                      FieldSpec.of("flow", new FieldType.Numeric(Scaling.STANDARD)))),
              ENCODER,
              SequenceWindow.SINGLE,
              Ensemble.of(
                  new DenseNetwork(
                      List.of(new LayerSpec(1, Activation.TANH)),
                      List.of(new LayerSpec(2, Activation.IDENTITY))),
                  ErrorMeasure.fieldMean(ENCODER)),
              Calibration.of(new double[] {0.1, 0.2}),
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
              Map.of()));

  private static final Alert.Source SOURCE =
      new Alert.Source("telemetry", 3, 17, Instant.parse("2026-01-01T00:00:01Z"));

  private static final Detection ANOMALY = new Detection(5, 2.5, 0.8, true, decision(true), null);

  private static PolicyDecision decision(boolean raised) {
    return new PolicyDecision(null, Optional.empty(), raised, Optional.empty(), Optional.empty());
  }

  private static PolicyDecision decision(Incident closed, Incident opened) {
    return new PolicyDecision(
        null, Optional.of(closed), true, Optional.of(opened), Optional.empty());
  }

  private static Alert alert(byte[] record, Detection detection) {
    List<Alert> alerts = alerts(record, detection);
    assertThat(alerts).hasSize(1);
    return alerts.get(0);
  }

  private static List<Alert> alerts(byte[] record, Detection detection) {
    return FACTORY.alerts(
        new AlertedRecord(
            SOURCE,
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli(),
            "press-1",
            record,
            new float[] {4, 0},
            new float[] {1, 1}),
        detection);
  }

  private static String anomaly(byte[] record) {
    byte[] json = AlertFactory.toJson(alert(record, ANOMALY));
    // The validator reads no number of a million digits.
    if (json.length < 10_000) {
      assertThat(AlertContract.violations(json)).isEmpty();
    }
    return new String(json, UTF_8);
  }

  @Test
  void writesTheWholeContract() {
    String record = "{ \"temperature\": 90.0,\n \"flow\":0, \"note\":\"ü\", \"big\":1e400 }";

    assertThat(anomaly(record.getBytes(UTF_8)))
        .isEqualTo(
            """
            {"id":"telemetry-3-17","kind":"anomaly","eventTime":"2026-01-01T00:00:00Z",\
            "entity":"press-1","error":5.0,"threshold":2.5,"severity":0.8,\
            "model":{"name":"presses","version":"1f2e"},\
            "explanation":{"method":"error-shares","baseline":0.0,"fields":[\
            {"field":"temperature","value":90.0,"expected":60.0,"share":0.9,\
            "contribution":4.5,"direction":"high"},\
            {"field":"flow","value":0,"expected":1.0,"share":0.1,\
            "contribution":0.5,"direction":"low"}]},\
            "record":{"temperature":90.0,"flow":0,"note":"ü","big":1e400},\
            "source":{"topic":"telemetry","partition":3,"offset":17,\
            "timestamp":"2026-01-01T00:00:01Z"}}""");
  }

  private static Incident incident(Incident.State state) {
    return new Incident(
        "00ff00ff00ff00ff",
        state,
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-01-01T00:00:30Z"),
        new Incident.Peak(Instant.parse("2026-01-01T00:00:10Z"), 9.5, 0.875),
        12);
  }

  @Test
  void aRecordMayEndOneIncidentAndOpenAnother() throws IOException {
    List<Alert> alerts =
        alerts(
            "{\"temperature\":90.0,\"flow\":0}".getBytes(UTF_8),
            new Detection(
                5,
                2.5,
                0.8,
                true,
                decision(incident(Incident.State.CLOSED), incident(Incident.State.OPENED)),
                null));

    assertThat(alerts).hasSize(2);
    byte[] closed = AlertFactory.toJson(alerts.get(0));
    byte[] opened = AlertFactory.toJson(alerts.get(1));
    assertThat(new String(closed, UTF_8)).isEqualTo(golden("closed"));
    assertThat(new String(opened, UTF_8)).isEqualTo(golden("opened"));
    assertThat(AlertContract.violations(closed)).isEmpty();
    assertThat(AlertContract.violations(opened)).isEmpty();
  }

  @Test
  void aBrokenModelMayEndAnIncident() {
    Detection fault =
        new Detection(
            Double.NaN,
            2.5,
            Double.NaN,
            false,
            decision(incident(Incident.State.CLOSED), incident(Incident.State.OPENED)),
            null);

    for (Alert alert : alerts("{}".getBytes(UTF_8), fault)) {
      assertThat(AlertContract.violations(AlertFactory.toJson(alert))).isEmpty();
    }
  }

  /** The alert as this version writes it. Add files for later versions, and leave these alone. */
  private static String golden(String name) throws IOException {
    try (InputStream in = AlertFactoryTest.class.getResourceAsStream("/alerts/" + name + ".json")) {
      return new String(in.readAllBytes(), UTF_8).strip();
    }
  }

  @Test
  void writesUtf8WhateverTheRecordsCharset() {
    String record = "{\"temperature\":90.0,\"flow\":0,\"note\":\"ü\"}";

    assertThat(anomaly(record.getBytes(UTF_16))).isEqualTo(anomaly(record.getBytes(UTF_8)));
  }

  @Test
  void aNormalRecordRaisesNone() {
    AlertedRecord record = new AlertedRecord(SOURCE, 0, "press-1", null, null, null);

    assertThat(FACTORY.alerts(record, new Detection(2, 2.5, 0.1, false, decision(false), null)))
        .isEmpty();
  }

  @Test
  void aModelFaultCarriesNoErrorButFullSeverity() {
    byte[] json =
        AlertFactory.toJson(
            alert(
                "{\"flow\":1}".getBytes(UTF_8),
                new Detection(Double.NaN, 2.5, Double.NaN, false, decision(true), null)));

    assertThat(new String(json, UTF_8))
        .contains(
            "\"kind\":\"model-fault\"",
            "\"error\":null,\"threshold\":null,\"severity\":1.0",
            "\"explanation\":null",
            "\"record\":{\"flow\":1}");
  }

  /** None of these is declared in the schema, so the reader lets them pass. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e-99999999999",
        "1e99999999999",
        "-0.0e-0",
        "\"\\ud800\"",
        "{\"a\":[\"\\udfff\",null,true]}",
        "\"\\ud83d\\ude00\"",
        "[[],{}]"
      })
  void carriesWhateverAValidRecordHoldsBesides(String oddity) {
    String record = "{\"temperature\":90.0,\"flow\":0,\"odd\":" + oddity + "}";

    assertThat(anomaly(record.getBytes(UTF_8)))
        .containsIgnoringCase("\"record\":" + record)
        .contains("\"value\":90.0");
  }

  @Test
  void carriesNumbersWithAMillionDigits() {
    String record = "{\"temperature\":90.0,\"flow\":0,\"odd\":" + "7".repeat(1_000_000) + "}";

    assertThat(anomaly(record.getBytes(UTF_8))).contains("\"record\":" + record);
  }

  @Test
  void aTinyNumberThatNoDecimalTypeHoldsIsShownAsItWasScored() {
    String record = "{\"temperature\":1e-99999999999,\"flow\":0}";

    assertThat(anomaly(record.getBytes(UTF_8))).contains("\"value\":0.0", "1e-99999999999");
  }

  @Test
  void leavesOutTheRecordThenTheValuesToFitALimit() {
    String record = "{\"temperature\":90.0,\"flow\":0,\"note\":\"" + "x".repeat(1000) + "\"}";
    Alert alert = alert(record.getBytes(UTF_8), ANOMALY);

    assertThat(AlertFactory.toJson(alert, 2000)).isEqualTo(AlertFactory.toJson(alert));
    assertThat(new String(AlertFactory.toJson(alert, 1000), UTF_8))
        .hasSizeLessThan(1000)
        .contains("\"record\":null", "\"value\":90.0");
    assertThat(new String(AlertFactory.toJson(alert, 480), UTF_8))
        .contains("\"record\":null", "\"field\":\"temperature\",\"value\":null,\"expected\":null");
  }
}
