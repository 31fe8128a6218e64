package io.residual.model.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static String golden(String name) throws IOException {
    try (InputStream in = AlertSchemaTest.class.getResourceAsStream("/alerts/" + name + ".json")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "without-incidents-anomaly",
        "without-incidents-model-fault",
        "without-incidents-cut",
        "opened",
        "closed"
      })
  void alertsOfEveryVersionStayValid(String name) throws IOException {
    assertThat(AlertContract.violations(golden(name))).isEmpty();
    assertThat(AlertContract.violations(golden(name).getBytes(UTF_8))).isEmpty();
  }

  @Test
  void alertsOfLaterVersionsMayHaveMore() throws IOException {
    ObjectNode later = (ObjectNode) JSON.readTree(golden("opened"));
    later.put("runbook", "https://example.org").withObject("/incident").put("owner", "ops");

    assertThat(AlertContract.violations(later.toString())).isEmpty();
    assertThat(AlertContract.violations(later.toString().getBytes(UTF_8))).hasSize(2);
  }

  /** What is put in the place of a member; nothing takes it away. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id | 5",
        "id | \"telemetry\"",
        "kind | \"anomoly\"",
        "kind | \"model-fault\"",
        "kind | \"incident-closed\"",
        "eventTime | \"yesterday\"",
        "eventTime | 1767225600000",
        "entity | null",
        "error | -1",
        "error | null",
        "error | \"NaN\"",
        "threshold | 0",
        "severity | 1.5",
        "severity | null",
        "model | {\"name\":\"presses\"}",
        "explanation | null",
        "explanation | {\"method\":\"error-shares\"}",
        "record | [1]",
        "source | {\"topic\":\"t\",\"partition\":-1,\"offset\":0,\"timestamp\":\"2026-01-01T00:00:00Z\"}",
        "incident | {}",
        "incident | null",
        "id |",
        "kind |",
        "error |",
        "source |"
      })
  void refusesWrongAlerts(String member, String value) throws IOException {
    ObjectNode alert = (ObjectNode) JSON.readTree(golden("opened"));
    if (value == null) {
      alert.remove(member);
    } else {
      alert.set(member, JSON.readTree(value));
    }

    assertThat(AlertContract.violations(alert.toString())).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id | \"7\"",
        "state | \"closed\"",
        "state | \"open\"",
        "start | \"now\"",
        "count | 0",
        "count | 1.5",
        "peak | {\"error\":1,\"severity\":0.5}"
      })
  void refusesWrongIncidents(String member, String value) throws IOException {
    ObjectNode alert = (ObjectNode) JSON.readTree(golden("opened"));
    alert.withObject("/incident").set(member, JSON.readTree(value));

    assertThat(AlertContract.violations(alert.toString())).isNotEmpty();
  }

  @Test
  void isPublishedAsItIsInTheJar() throws IOException {
    Path docs = Path.of("../docs/reference/alert.schema.json");
    if (Boolean.getBoolean("residual.docs.regenerate")) {
      Files.writeString(docs, AlertSchema.text());
    }
    assertThat(Files.readString(docs)).isEqualTo(AlertSchema.text());
  }
}
