package io.residual.model.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.residual.model.policy.AlertSettings;
import io.residual.model.policy.CoolDown;
import io.residual.model.policy.FieldRule;
import io.residual.model.policy.QuietTime;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code alerts}: which records above their threshold raise an alert. */
final class AlertsSection {

  private static final Map<String, Boolean> SWITCH = new LinkedHashMap<>();
  private static final double LARGEST_FACTOR = 1e9;

  static {
    SWITCH.put("true", true);
    SWITCH.put("false", false);
  }

  private final ConfigSection section;

  AlertsSection(ConfigSection section) {
    this.section = section;
  }

  /**
   * Reads the section.
   *
   * @param otherwise settings that it does not give
   * @param fields of the schema, as far as they are known
   */
  AlertSettings read(AlertSettings otherwise, List<FieldSpec> fields) {
    CoolDown coolDown = coolDown(otherwise.coolDown());
    double clear = section.number("clear", otherwise.clear(), 0.01, 1);
    Double worse = worse(otherwise.worse());
    boolean newCause = section.choice("newCause", SWITCH, otherwise.newCause());
    double minSeverity = section.number("minSeverity", otherwise.minSeverity(), 0, 1);
    Map<String, FieldRule> rules = section.has("fields") ? rules(fields) : otherwise.fields();
    List<QuietTime> quietTimes = section.has("quietTimes") ? quietTimes() : otherwise.quietTimes();
    Long remind = remind(otherwise.remindMillis());
    section.refuseUnknownKeys();
    if (coolDown.absent()) {
      List.of("clear", "worse", "newCause", "remind").forEach(this::refuseWithoutCoolDown);
    }
    return new AlertSettings(
        coolDown, clear, worse, newCause, minSeverity, rules, quietTimes, remind);
  }

  private void refuseWithoutCoolDown(String key) {
    if (section.has(key)) {
      section.fault(
          key,
          "is given, but without a cool-down every record above its threshold raises an alert",
          "give a coolDown, such as 300 records, or leave it out");
    }
  }

  private CoolDown coolDown(CoolDown otherwise) {
    String text = section.raw("coolDown").asText();
    if (!section.has("coolDown")) {
      return otherwise;
    }
    if (text.equals("none") || text.contains("record")) {
      try {
        return CoolDown.of(text);
      } catch (IllegalArgumentException e) {
        section.fault("coolDown", "is '" + text + "'", "write from 1 to 100000 records");
        return otherwise;
      }
    }
    Optional<Duration> time = section.duration("coolDown");
    if (time.isPresent() && time.get().toDays() > 365) {
      section.fault("coolDown", "is " + text, "give at most 365 d: an entity must be heard again");
      return otherwise;
    }
    return time.map(CoolDown::time).orElse(otherwise);
  }

  private Long remind(Long otherwise) {
    if (!section.has("remind")) {
      return otherwise;
    }
    if (section.raw("remind").asText().equals("none")) {
      return null;
    }
    Optional<Duration> time = section.duration("remind");
    if (time.isPresent() && (time.get().toSeconds() < 1 || time.get().toDays() > 365)) {
      section.fault(
          "remind",
          "is '" + section.raw("remind").asText() + "'",
          "write from 1 s to 365 d, or none");
      return otherwise;
    }
    return time.map(Duration::toMillis).orElse(otherwise);
  }

  private Double worse(Double otherwise) {
    if (section.raw("worse").asText().equals("none")) {
      return null;
    }
    double value = section.number("worse", otherwise == null ? 0 : otherwise, 1.01, LARGEST_FACTOR);
    return section.has("worse") && value != 0 ? Double.valueOf(value) : otherwise;
  }

  private Map<String, FieldRule> rules(List<FieldSpec> fields) {
    JsonNode node = section.raw("fields");
    Map<String, FieldRule> rules = new TreeMap<>();
    ConfigSection mapping = section.section("fields");
    node.fieldNames()
        .forEachRemaining(
            key -> {
              try {
                FieldRule rule = FieldRule.of(mapping.text(key).orElse(""));
                for (String name : NameRange.expand(key)) {
                  rule(mapping, key, name, fields);
                  if (rules.put(name, rule) != null) {
                    mapping.fault(key, "gives field '" + name + "' a second rule", "give one");
                  }
                }
              } catch (IllegalArgumentException e) {
                mapping.fault(
                    key,
                    "cannot be used: " + e.getMessage(),
                    "write FIELD: RULE, such as temperature: high 0.5");
              }
            });
    return rules;
  }

  private static void rule(ConfigSection mapping, String key, String name, List<FieldSpec> fields) {
    Optional<FieldSpec> field = fields.stream().filter(f -> f.name().equals(name)).findFirst();
    if (field.isEmpty() && !fields.isEmpty()) {
      List<String> names = fields.stream().map(FieldSpec::name).toList();
      mapping.fault(
          key,
          "is no field of the schema",
          Suggestion.nearest(name, names)
              .map(near -> "did you mean '" + near + "'?")
              .orElse("name a numeric field"));
    } else if (field.isPresent() && !(field.get().type() instanceof FieldType.Numeric)) {
      mapping.fault(
          key, "is not numeric: it deviates in no direction", "give rules of numeric fields only");
    }
  }

  private List<QuietTime> quietTimes() {
    JsonNode list = section.raw("quietTimes");
    List<QuietTime> times = new ArrayList<>();
    if (!list.isArray()) {
      section.fault(
          "quietTimes", "is " + ConfigSection.describe(list), "write a list, each after a dash");
    }
    for (int i = 0; list.isArray() && i < list.size(); i++) {
      try {
        times.add(QuietTime.of(list.get(i).asText()));
      } catch (IllegalArgumentException e) {
        section.fault(
            "quietTimes[" + i + "]",
            "cannot be read: " + e.getMessage(),
            "write days, times and a zone, such as sat,sun 22:00-06:00 Europe/Berlin");
      }
    }
    if (QuietTime.coverAll(times)) {
      section.fault(
          "quietTimes", "cover the whole week: no alert would ever be raised", "leave some time");
    }
    return times;
  }
}
