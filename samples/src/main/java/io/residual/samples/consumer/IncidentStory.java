package io.residual.samples.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the alerts of one incident said so far: its last state, and its worst record. */
final class IncidentStory {

  private static final String CLOSED = "closed";

  private JsonNode latest;
  private JsonNode worst;
  private int alerts;

  /** Adds another alert of the incident. */
  void add(JsonNode alert) {
    latest = alert;
    if (isClosing(alert)) {
      return;
    }
    alerts++;
    // A model fault has no error, and is worse than any.
    if (worst == null || error(alert) >= error(worst)) {
      worst = alert;
    }
  }

  static boolean isClosing(JsonNode alert) {
    return alert.at("/incident/state").asText().equals(CLOSED);
  }

  private static double error(JsonNode alert) {
    return alert.path("error").isNumber()
        ? alert.path("error").doubleValue()
        : Double.POSITIVE_INFINITY;
  }

  /** The incident's state in one word. */
  String state() {
    return Quantity.harmless(latest.at("/incident/state").asText()).toUpperCase(Locale.ROOT);
  }

  /** The alert that came last, with its own causes: why the incident was opened or updated. */
  List<String> news(AlertText text) {
    return lines(state(), isClosing(latest) ? worst : latest, text);
  }

  /** What happened, where, how badly and why, on two or three lines. */
  List<String> lines(String word, AlertText text) {
    return lines(word, worst, text);
  }

  private List<String> lines(String word, JsonNode shown, AlertText text) {
    JsonNode incident = latest.path("incident");
    JsonNode severity = incident.at("/peak/severity");
    List<String> head = new ArrayList<>();
    TerminalStyle urgency = isClosing(latest) ? TerminalStyle.GREEN : AlertText.urgency(severity);
    head.add(text.style(urgency, word));
    head.add(text.entity(latest));
    head.add(AlertText.text(incident.path("start"), "no start") + duration(incident));
    if (severity.isNumber()) {
      head.add("severity " + Quantity.of(severity));
    }
    head.add(counted(incident.path("count").asLong(), "record") + ", " + counted(alerts, "alert"));
    head.add(text.model(latest));
    List<String> lines = new ArrayList<>();
    lines.add(String.join("  ", head).strip());
    if (shown != null) {
      boolean fault = shown.path("kind").asText().equals("model-fault");
      String causes = text.causes(shown);
      if (!causes.isEmpty()) {
        lines.add("    " + causes);
      }
      String badly = fault ? "the model gave no finite error" : AlertText.excess(shown);
      lines.add(("    " + badly + "  " + text.id(shown)).stripTrailing());
    }
    return lines;
  }

  private static String duration(JsonNode incident) {
    try {
      Duration duration =
          Duration.between(
              Instant.parse(incident.path("start").asText()),
              Instant.parse(incident.path("latest").asText()));
      return duration.isZero() ? "" : " for " + inWords(duration);
    } catch (DateTimeException e) {
      return "";
    }
  }

  /** The two largest units, such as {@code 3 min 20 s}. */
  static String inWords(Duration duration) {
    if (duration.toSeconds() == 0) {
      return duration.toMillis() + " ms";
    }
    long[] values = {
      duration.toDays(), duration.toHoursPart(), duration.toMinutesPart(), duration.toSecondsPart()
    };
    String[] units = {"d", "h", "min", "s"};
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < values.length && parts.size() < 2; i++) {
      if (values[i] != 0) {
        parts.add(values[i] + " " + units[i]);
      } else if (!parts.isEmpty()) {
        break;
      }
    }
    return String.join(" ", parts);
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
