package io.residual.job.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import io.residual.model.alert.AlertSchema;
import io.residual.model.config.ThresholdOverrides;
import io.residual.model.policy.PolicyState;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // harnesses declare close() throws Exception
class AlertPolicyHarnessTest {

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(AlertSchema.text());

  private static KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> harness(
      OperatorSubtaskState state, AlertOverrides alerts) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new ThresholdFunction(
                    Models.source(),
                    new DetectionOverrides(ThresholdOverrides.NONE, alerts),
                    ExplanationChoice.OF_BUNDLE,
                    "onnx",
                    1_000_000,
                    true,
                    0)),
            ScoredRecord::entity,
            Types.STRING);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  /** A cool-down of ten seconds. */
  private static AlertOverrides tenSeconds() {
    return new AlertOverrides("10000 ms", null, null, null, null, null, null, null);
  }

  private static void add(
      KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> harness,
      int second,
      double error)
      throws Exception {
    harness.processElement(
        new StreamRecord<>(Records.scored(second, "press-1", 1000L * second, error)));
  }

  private static List<JsonNode> alerts(
      KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> harness)
      throws Exception {
    List<JsonNode> alerts = new ArrayList<>();
    for (AlertMessage message : harness.extractOutputValues()) {
      String json = new String(message.json(), UTF_8);
      assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
      alerts.add(new JsonMapper().readTree(json));
    }
    return alerts;
  }

  @Test
  void anIncidentGoesOnAfterARestart() throws Exception {
    OperatorSubtaskState state;
    String incident;
    try (var harness = harness(null, tenSeconds())) {
      add(harness, 1, 50);
      add(harness, 2, 60);
      List<JsonNode> alerts = alerts(harness);
      assertThat(alerts).hasSize(1);
      assertThat(alerts.get(0).at("/incident/state").asText()).isEqualTo("opened");
      incident = alerts.get(0).at("/incident/id").asText();
      state = harness.snapshot(1, 0);
    }
    try (var harness = harness(state, tenSeconds())) {
      add(harness, 3, 55);
      add(harness, 4, 5000);
      add(harness, 20, 0.1);
      add(harness, 21, 50);

      List<JsonNode> alerts = alerts(harness);
      assertThat(alerts)
          .extracting(alert -> alert.at("/incident/state").asText())
          .containsExactly("updated", "closed", "opened");
      assertThat(alerts.get(0).at("/incident/id").asText()).isEqualTo(incident);
      assertThat(alerts.get(0).at("/incident/count").asInt()).isEqualTo(4);
      JsonNode closed = alerts.get(1);
      assertThat(closed.at("/kind").asText()).isEqualTo("incident-closed");
      assertThat(closed.at("/id").asText()).isEqualTo("telemetry-3-20-closed");
      assertThat(closed.at("/incident/id").asText()).isEqualTo(incident);
      assertThat(closed.at("/incident/peak/error").asDouble()).isEqualTo(5000);
      assertThat(closed.at("/incident/start").asText()).isEqualTo("1970-01-01T00:00:01Z");
      assertThat(closed.at("/incident/latest").asText()).isEqualTo("1970-01-01T00:00:04Z");
      assertThat(alerts.get(2).at("/incident/id").asText()).isNotEqualTo(incident);
    }
  }

  @Test
  void theScoresSayWhatBecameOfEveryRecord() throws Exception {
    try (var harness = harness(null, tenSeconds())) {
      add(harness, 1, 0.1);
      add(harness, 2, 50);
      add(harness, 3, 50);
      add(harness, 4, Double.NaN);

      List<ScoreMessage> scores =
          harness.getSideOutput(ThresholdFunction.SCORES).stream()
              .map(StreamRecord::getValue)
              .toList();
      assertThat(scores)
          .extracting(ScoreMessage::outcome)
          .containsExactly("normal", "alert", "cool-down", "alert");
      String incident = alerts(harness).get(0).at("/incident/id").asText();
      assertThat(scores)
          .extracting(ScoreMessage::incident)
          .containsExactly(null, incident, incident, incident);
    }
  }

  @Test
  void theJobsOptionsDecideOverTheBundles() throws Exception {
    TreeMap<String, String> rules = new TreeMap<>();
    rules.put("temperature", "low 0.0");
    try (var harness =
        harness(null, new AlertOverrides(null, null, null, null, null, rules, null, null))) {
      add(harness, 1, 50);

      assertThat(harness.extractOutputValues()).as("the temperature is too high").isEmpty();
    }
    try (var harness =
        harness(
            null,
            new AlertOverrides(
                null, null, null, null, null, null, List.of("00:00-00:01 UTC"), null))) {
      add(harness, 59, 50);
      add(harness, 60, 50);

      assertThat(alerts(harness))
          .extracting(alert -> alert.at("/id").asText())
          .containsExactly("telemetry-3-60");
    }
  }

  @Test
  void thePolicyRemembersLittleOfAnEntity() throws Exception {
    DataOutputSerializer bytes = new DataOutputSerializer(64);
    TypeInformation.of(PolicyState.class)
        .createSerializer(new SerializerConfigImpl())
        .serialize(
            new PolicyState(PolicyState.VERSION, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, (byte) 1),
            bytes);

    assertThat(bytes.length()).isLessThanOrEqualTo(120);
  }
}
