package io.residual.samples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.residual.samples.consumer.AlertPrinter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Shows the alerts of a demo: all, or only those that tell something new. A fault that lasts raises
 * an alert with every record; shown are the first, those after a quiet minute of event time, and
 * those five times as far over the threshold as the one shown. Thread safe.
 */
final class AlertDisplay {

  private static final Duration QUIET = Duration.ofMinutes(1);

  /** An alert so many times as far over the threshold as the one shown is worth a line. */
  private static final int WORSE = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AlertPrinter printer;
  private final boolean all;
  private final Map<String, Shown> last = new HashMap<>();
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
      double excess = json.path("error").asDouble() / json.path("threshold").asDouble();
      String entity = json.path("entity").asText();
      Shown before = last.get(entity);
      boolean news =
          before == null
              || Duration.between(before.time, time).abs().compareTo(QUIET) > 0
              || excess > WORSE * before.excess;
      last.put(entity, new Shown(time, news ? excess : before.excess));
      return news;
    } catch (IOException | DateTimeException e) {
      return true;
    }
  }

  /**
   * When an entity last raised an alert, and how far over the threshold the worst one shown was.
   */
  private record Shown(Instant time, double excess) {}

  /** How many alerts were left out. */
  synchronized long repeats() {
    return repeats;
  }
}
