package io.residual.samples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.residual.samples.dataset.LabelledRecord;
import io.residual.samples.host.HostCounters.Gauges;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostTelemetryTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final Gauges GAUGES = new Gauges(1.5, 1, 0.5, 6_000, 8_000, 0, 0, 100, 400);

  @Test
  void turnsCountersIntoSharesAndRates() throws IOException {
    HostCounters before = new HostCounters(0, 10, 20, 30, 100, 1_000, 2_000, 3_000, 4_000, GAUGES);
    HostCounters after =
        new HostCounters(2_000_000_000L, 60, 40, 40, 200, 3_000, 2_000, 3_500, 5_000, GAUGES);
    JsonNode record = json(telemetry(before, after).next());
    assertThat(record.get("host").asText()).isEqualTo("here");
    assertThat(record.get("time").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(record.get("cpu_user").doubleValue()).isEqualTo(0.5);
    assertThat(record.get("cpu_system").doubleValue()).isEqualTo(0.2);
    assertThat(record.get("cpu_iowait").doubleValue()).isEqualTo(0.1);
    assertThat(record.get("load_1m").doubleValue()).isEqualTo(1.5);
    assertThat(record.get("memory_used").doubleValue()).isEqualTo(0.75);
    assertThat(record.get("disk_read_bytes_per_s").doubleValue()).isEqualTo(1_000);
    assertThat(record.get("disk_write_bytes_per_s").doubleValue()).isZero();
    assertThat(record.get("net_in_bytes_per_s").doubleValue()).isEqualTo(250);
    assertThat(record.get("processes").doubleValue()).isEqualTo(100);
  }

  @Test
  void writesZeroForWhatIsMissingOrNotKnown() throws IOException {
    Gauges unknown = new Gauges(-1, -1, -1, 0, 0, 0, 0, 0, 0);
    HostCounters still = new HostCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, unknown);
    JsonNode record = json(telemetry(still, still).next());
    assertThat(record.properties())
        .filteredOn(field -> field.getValue().isNumber())
        .hasSize(14)
        .allSatisfy(field -> assertThat(field.getValue().doubleValue()).isZero());
  }

  @Test
  void writesZeroWhenCounterBeginsAgain() throws IOException {
    HostCounters before = new HostCounters(0, 0, 0, 0, 0, 0, 0, 9_000, 9_000, GAUGES);
    HostCounters after = new HostCounters(1_000_000_000L, 0, 0, 0, 0, 0, 0, 10, 10, GAUGES);
    JsonNode record = json(telemetry(before, after).next());
    assertThat(record.get("net_in_bytes_per_s").doubleValue()).isZero();
  }

  @Test
  void measuresThisMachine() throws IOException {
    List<LabelledRecord> records =
        new HostTelemetry().records(Duration.ofMillis(50)).limit(3).toList();
    assertThat(records).hasSize(3);
    for (LabelledRecord record : records) {
      JsonNode json = json(record);
      assertThat(json.size()).isEqualTo(16);
      assertThat(json.get("memory_used").doubleValue()).isBetween(0.0001, 1.0);
      assertThat(json.get("threads").intValue()).isPositive();
      assertThat(json.get("cpu_user").doubleValue()).isBetween(0.0, 1.0);
    }
    assertThat(records.get(2).eventTime()).isAfterOrEqualTo(records.get(1).eventTime());
  }

  @Test
  void refusesIntervalOfZero() {
    HostTelemetry telemetry = telemetry(counters(), counters());
    assertThatThrownBy(() -> telemetry.records(Duration.ZERO))
        .hasMessage("interval is PT0S; give more than zero");
  }

  private static HostCounters counters() {
    return new HostCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, GAUGES);
  }

  private static HostTelemetry telemetry(HostCounters... readings) {
    Iterator<HostCounters> iterator = List.of(readings).iterator();
    return new HostTelemetry(iterator::next, "here", CLOCK);
  }

  private static JsonNode json(LabelledRecord record) throws IOException {
    return new ObjectMapper().readTree(record.json());
  }
}
