package io.residual.model.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One mapping of a configuration document, read setting by setting. Faults are collected, never
 * thrown, so that a user sees all of them at once; a getter that finds a fault returns its default.
 */
final class ConfigSection {

  /** Up to nine digits: a billion days fit into a long of milliseconds. */
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) *(ms|s|m|min|h|d)");

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "min", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private final JsonNode node;
  private final String path;
  private final List<ConfigFault> faults;
  private final Set<String> known = new LinkedHashSet<>();

  ConfigSection(JsonNode node, String path, List<ConfigFault> faults) {
    this.path = path;
    this.faults = faults;
    boolean absent = node.isMissingNode() || node.isNull();
    if (!absent && !node.isObject()) {
      fault("", "is " + describe(node), "write key: value pairs");
    }
    this.node = node.isObject() ? node : MissingNode.getInstance();
  }

  boolean has(String key) {
    known.add(key);
    return node.hasNonNull(key);
  }

  JsonNode raw(String key) {
    known.add(key);
    JsonNode value = node.path(key);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  ConfigSection section(String key) {
    return new ConfigSection(raw(key), key(key), faults);
  }

  /** The mappings of a list, each a section of its own. */
  List<ConfigSection> sections(String key) {
    JsonNode list = raw(key);
    List<ConfigSection> sections = new ArrayList<>();
    if (!list.isMissingNode() && !list.isArray()) {
      fault(key, "is " + describe(list), "write a list, each entry after a dash");
    }
    for (int i = 0; list.isArray() && i < list.size(); i++) {
      sections.add(new ConfigSection(list.get(i), key(key) + "[" + i + "]", faults));
    }
    return sections;
  }

  Optional<String> text(String key) {
    JsonNode value = raw(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isValueNode() || value.asText().isBlank()) {
      fault(key, "is " + describe(value), "write a text");
      return Optional.empty();
    }
    return Optional.of(value.asText());
  }

  String requiredText(String key, String remedy) {
    if (!has(key)) {
      fault(key, "is missing", remedy);
      return "";
    }
    return text(key).orElse("");
  }

  double number(String key, double otherwise, double min, double max) {
    JsonNode value = raw(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isNumber() || !(value.asDouble() >= min && value.asDouble() <= max)) {
      fault(key, "is " + describe(value), "write a number from " + min + " to " + max);
      return otherwise;
    }
    return value.asDouble();
  }

  long integer(String key, long otherwise, long min, long max) {
    JsonNode value = raw(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || value.asLong() < min || value.asLong() > max) {
      fault(key, "is " + describe(value), "write a whole number from " + min + " to " + max);
      return otherwise;
    }
    return value.asLong();
  }

  /** A length of time, at least a millisecond: a number and a unit, such as {@code 5 min}. */
  Optional<Duration> duration(String key) {
    JsonNode value = raw(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    Matcher text = DURATION.matcher(value.asText());
    if (!value.isTextual() || !text.matches() || text.group(1).matches("0+")) {
      fault(key, "is " + describe(value), "write a number above 0 and a unit: ms, s, min, h or d");
      return Optional.empty();
    }
    return Optional.of(Duration.of(Long.parseLong(text.group(1)), UNITS.get(text.group(2))));
  }

  <T> T choice(String key, Map<String, T> choices, T otherwise) {
    Optional<String> name = text(key);
    if (name.isPresent() && !choices.containsKey(name.get())) {
      String guess =
          Suggestion.nearest(name.get(), choices.keySet())
              .map(near -> " (did you mean '" + near + "'?)")
              .orElse("");
      fault(
          key,
          "is '" + name.get() + "'" + guess,
          "choose one of " + String.join(", ", choices.keySet()));
      return otherwise;
    }
    return name.map(choices::get).orElse(otherwise);
  }

  /** The constants of an enumeration by their names in configuration: lower case, dashes. */
  static <E extends Enum<E>> Map<String, E> named(E[] values) {
    Map<String, E> named = new LinkedHashMap<>();
    for (E value : values) {
      named.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value);
    }
    return named;
  }

  void fault(String key, String problem, String remedy) {
    faults.add(new ConfigFault(key(key), problem, remedy));
  }

  /** Call last: every key that nobody asked for is a fault. */
  void refuseUnknownKeys() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                String remedy =
                    Suggestion.nearest(name, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("known here are " + String.join(", ", known));
                fault(name, "is no setting", remedy);
              }
            });
  }

  private String key(String key) {
    if (path.isEmpty() || key.isEmpty()) {
      return path + key;
    }
    return path + "." + key;
  }

  static String describe(JsonNode value) {
    if (value.isObject()) {
      return "a mapping";
    }
    if (value.isArray()) {
      return "a list";
    }
    String text = value.isTextual() ? "'" + value.asText() + "'" : value.asText();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
