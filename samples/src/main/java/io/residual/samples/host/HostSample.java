package io.residual.samples.host;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.residual.samples.host.HostCounters.Gauges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One record of host telemetry: shares and rates between two moments. Every value is finite: what
 * the machine lacks (a disk, a network, swap space) is 0.
 */
record HostSample(String host, Instant time, Map<String, Double> values) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final double DIGITS = 10_000;

  HostSample {
    values = new LinkedHashMap<>(values);
  }

  static HostSample between(HostCounters before, HostCounters after, String host, Instant time) {
    Map<String, Double> values = new LinkedHashMap<>();
    long ticks = after.totalTicks() - before.totalTicks();
    put(values, "cpu_user", share(after.userTicks() - before.userTicks(), ticks));
    put(values, "cpu_system", share(after.systemTicks() - before.systemTicks(), ticks));
    put(values, "cpu_iowait", share(after.iowaitTicks() - before.iowaitTicks(), ticks));
    Gauges gauges = after.gauges();
    put(values, "load_1m", gauges.load1m());
    put(values, "load_5m", gauges.load5m());
    put(values, "load_15m", gauges.load15m());
    put(values, "memory_used", share(gauges.memoryUsedBytes(), gauges.memoryTotalBytes()));
    put(values, "swap_used", share(gauges.swapUsedBytes(), gauges.swapTotalBytes()));
    double seconds = (after.nanoTime() - before.nanoTime()) / 1e9;
    put(
        values,
        "disk_read_bytes_per_s",
        perSecond(after.diskReadBytes() - before.diskReadBytes(), seconds));
    put(
        values,
        "disk_write_bytes_per_s",
        perSecond(after.diskWriteBytes() - before.diskWriteBytes(), seconds));
    put(values, "net_in_bytes_per_s", perSecond(after.netInBytes() - before.netInBytes(), seconds));
    put(
        values,
        "net_out_bytes_per_s",
        perSecond(after.netOutBytes() - before.netOutBytes(), seconds));
    put(values, "processes", gauges.processes());
    put(values, "threads", gauges.threads());
    return new HostSample(host, time, values);
  }

  byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("time", time.toString());
      json.writeStringField("host", host);
      for (Map.Entry<String, Double> value : values.entrySet()) {
        json.writeNumberField(value.getKey(), value.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return bytes.toByteArray();
  }

  /** Negative values mean "not known", or a counter that began again. */
  private static void put(Map<String, Double> values, String name, double value) {
    values.put(name, Math.rint(Math.max(0, value) * DIGITS) / DIGITS);
  }

  private static double share(long part, long whole) {
    return whole > 0 ? (double) part / whole : 0;
  }

  private static double perSecond(long count, double seconds) {
    return seconds > 0 ? (double) count / seconds : 0;
  }
}
