package io.residual.samples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.residual.samples.consumer.AlertPrinter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Shows the alerts of a demo: all, or only those that tell something new. Repeats, on the same
 * entity and about the same field within a minute of event time, are counted and left out, because
 * a fault that lasts raises an alert with every record. Thread safe.
 */
final class AlertDisplay {

  private static final Duration REPEAT = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AlertPrinter printer;
  private final boolean all;
  private final Map<String, Instant> last = new HashMap<>();
  private long repeats;

  AlertDisplay(AlertPrinter printer, boolean all) {
    this.printer = printer;
    this.all = all;
  }

  synchronized void show(byte[] alert) {
    if (all || isNews(alert)) {
      printer.print(alert);
    } else {
      repeats++;
    }
  }

  private boolean isNews(byte[] alert) {
    try {
      JsonNode json = JSON.readTree(alert);
      Instant time = Instant.parse(json.path("eventTime").asText());
      String field = json.path("explanation").path("fields").path(0).path("field").asText();
      Instant before = last.put(json.path("entity").asText() + "/" + field, time);
      return before == null || Duration.between(before, time).abs().compareTo(REPEAT) > 0;
    } catch (IOException | java.time.DateTimeException e) {
      return true;
    }
  }

  /** How many alerts were left out. */
  synchronized long repeats() {
    return repeats;
  }
}
