package io.residual.samples.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints alerts so that a person sees what happened, where, how badly and why: a few lines for each
 * alert as it comes, or for each incident when all have come.
 *
 * <p>What is not an alert is printed as it is, with a note: one bad message must not end the watch.
 * Not thread-safe.
 */
public final class AlertPrinter {

  /** So many incidents are remembered, the newest: an open one may never be heard of again. */
  private static final int REMEMBERED = 50_000;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final PrintWriter out;
  private final AlertText text;
  private final Map<String, IncidentStory> incidents = new LinkedHashMap<>();
  private long alerts;
  private long incidentCount;

  /** Prints to {@code out}; {@code colour} is for terminals. */
  public AlertPrinter(PrintWriter out, boolean colour) {
    this.out = out;
    this.text = new AlertText(colour);
  }

  /** Prints one alert, given as in the topic, with what is known of its incident. */
  public void print(byte[] message) {
    JsonNode alert = take(message);
    if (alert != null) {
      IncidentStory story = story(alert);
      lines(story.news(text));
      if (IncidentStory.isClosing(alert)) {
        incidents.remove(id(alert));
      }
    }
    out.flush();
  }

  /** Keeps one alert for {@link #printGathered}; prints it now if it belongs to no incident. */
  public void gather(byte[] message) {
    JsonNode alert = take(message);
    if (alert != null) {
      if (incidents.size() == REMEMBERED && !incidents.containsKey(id(alert))) {
        printSoFar(incidents.values().iterator().next());
      }
      story(alert);
    }
  }

  /** Prints every incident whose alerts were gathered, in the order in which they began. */
  public void printGathered() {
    incidents.values().forEach(this::printSoFar);
    incidents.clear();
    out.flush();
  }

  private void printSoFar(IncidentStory story) {
    lines(story.lines(story.state().equals("CLOSED") ? "CLOSED" : "OPEN", text));
  }

  /** How many alerts there were, about how many incidents. */
  public String summary() {
    String counted = alerts + (alerts == 1 ? " alert" : " alerts");
    return incidentCount == 0
        ? counted
        : counted + " about " + incidentCount + (incidentCount == 1 ? " incident" : " incidents");
  }

  /** The alert if it belongs to an incident; else prints it and gives null. */
  private JsonNode take(byte[] message) {
    JsonNode tree;
    try {
      tree = JSON.readTree(message);
    } catch (IOException e) {
      printRaw(message, "not JSON");
      return null;
    }
    if (tree == null || !tree.isObject() || !tree.path("kind").isTextual()) {
      printRaw(message, "not an alert");
      return null;
    }
    alerts += IncidentStory.isClosing(tree) ? 0 : 1;
    if (tree.at("/incident/id").isTextual()) {
      return tree;
    }
    printAlone(tree);
    return null;
  }

  private IncidentStory story(JsonNode alert) {
    IncidentStory story = incidents.get(id(alert));
    if (story == null) {
      story = new IncidentStory();
      incidentCount++;
      if (incidents.size() == REMEMBERED) {
        incidents.remove(incidents.keySet().iterator().next());
      }
      incidents.put(id(alert), story);
    }
    story.add(alert);
    return story;
  }

  private static String id(JsonNode alert) {
    return alert.at("/incident/id").asText();
  }

  private void printAlone(JsonNode alert) {
    lines(List.of(headline(alert)));
    String causes = text.causes(alert);
    if (!causes.isEmpty()) {
      out.println("    " + causes);
    }
  }

  private void printRaw(byte[] message, String note) {
    out.println(
        text.style(TerminalStyle.DIM, "(" + note + ") ")
            + Quantity.harmless(new String(message, UTF_8)));
  }

  private void lines(List<String> lines) {
    lines.forEach(out::println);
  }

  private String headline(JsonNode alert) {
    List<String> parts = new ArrayList<>();
    parts.add(AlertText.text(alert.path("eventTime"), "no event time"));
    parts.add(text.entity(alert));
    String kind = alert.path("kind").asText();
    JsonNode severity = alert.path("severity");
    parts.add(
        kind.equals("anomaly")
            ? text.style(AlertText.urgency(severity), AlertText.excess(alert))
            : text.style(TerminalStyle.RED, Quantity.harmless(kind).toUpperCase(Locale.ROOT)));
    if (severity.isNumber()) {
      parts.add("severity " + Quantity.of(severity));
    }
    parts.add(text.model(alert));
    parts.add(text.id(alert));
    return String.join("  ", parts).stripTrailing();
  }
}
