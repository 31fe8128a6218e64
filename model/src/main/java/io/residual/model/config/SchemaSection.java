package io.residual.model.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.residual.model.record.EventTime;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.FieldType.Categorical.Encoding;
import io.residual.model.record.MissingRule;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import io.residual.model.record.TimestampFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code schema} section. */
final class SchemaSection {

  private static final Map<String, MissingRule> MISSING_RULES = new LinkedHashMap<>();
  private static final Map<String, Scaling.Method> SCALINGS = new LinkedHashMap<>();
  private static final Map<String, Encoding> ENCODINGS = new LinkedHashMap<>();
  private static final Map<String, Boolean> DIGITS = new LinkedHashMap<>();
  private static final Set<String> TYPES =
      Set.of("numeric", "categorical", "boolean", "timestamp", "text", "vector");

  /** What some type or other takes besides what all take. */
  private static final List<String> TYPE_SETTINGS =
      List.of(
          "scaling",
          "encoding",
          "maxCategories",
          "features",
          "minGram",
          "maxGram",
          "digits",
          "examples",
          "format",
          "length");

  static {
    MISSING_RULES.put("reject", MissingRule.REJECT);
    MISSING_RULES.put("typical", MissingRule.TYPICAL);
    MISSING_RULES.put("indicator", MissingRule.INDICATOR);
    SCALINGS.put("standard", Scaling.Method.STANDARD);
    SCALINGS.put("min-max", Scaling.Method.MIN_MAX);
    SCALINGS.put("robust", Scaling.Method.ROBUST);
    SCALINGS.put("log", Scaling.Method.LOG);
    SCALINGS.put("quantile", Scaling.Method.QUANTILE);
    SCALINGS.put("auto", Scaling.Method.AUTO);
    SCALINGS.put("none", Scaling.Method.NONE);
    DIGITS.put("alike", true);
    DIGITS.put("distinct", false);
    ENCODINGS.put("auto", Encoding.AUTO);
    ENCODINGS.put("one-hot", Encoding.ONE_HOT);
    ENCODINGS.put("frequency", Encoding.FREQUENCY);
    ENCODINGS.put("hash", Encoding.HASH);
  }

  private final ConfigSection section;
  private final Set<String> names = new HashSet<>();
  private final List<FieldSpec> fields = new ArrayList<>();

  SchemaSection(ConfigSection section) {
    this.section = section;
  }

  /** The schema; empty if there is none without faults. */
  Optional<RecordSchema> read() {
    String entity = section.text("entity").flatMap(p -> pointer(section, "entity", p)).orElse(null);
    EventTime eventTime = eventTime().orElse(null);
    List<ConfigSection> entries = section.sections("fields");
    if (entries.isEmpty()) {
      section.fault("fields", "are missing", "declare at least one field, {name: …, type: …}");
    }
    entries.forEach(this::field);
    section.refuseUnknownKeys();
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new RecordSchema(fields, entity, eventTime));
  }

  private Optional<EventTime> eventTime() {
    JsonNode value = section.raw("eventTime");
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (value.isTextual()) {
      return pointer(section, "eventTime", value.asText())
          .map(p -> new EventTime(p, TimestampFormat.ISO_8601));
    }
    ConfigSection place = section.section("eventTime");
    String text = place.requiredText("pointer", "say where the time is, such as /time");
    TimestampFormat format = format(place);
    place.refuseUnknownKeys();
    return text.isEmpty()
        ? Optional.empty()
        : pointer(place, "pointer", text).map(p -> new EventTime(p, format));
  }

  private void field(ConfigSection entry) {
    String name = entry.requiredText("name", "give the field a name, shown in alerts");
    Optional<FieldType> type = type(entry);
    MissingRule missing = entry.choice("missing", MISSING_RULES, MissingRule.REJECT);
    Optional<String> pointer = entry.text("pointer");
    entry.refuseUnknownKeys();
    if (name.isEmpty()) {
      return;
    }
    try {
      List<String> expanded = NameRange.expand(name);
      // First of all, so that another fault of one of them does not hide that names are alike.
      List<String> usedTwice = expanded.stream().filter(each -> !names.add(each)).toList();
      if (!usedTwice.isEmpty()) {
        entry.fault("name", "'" + usedTwice.get(0) + "' is used twice", "names must differ");
        return;
      }
      if (type.isEmpty()) {
        return;
      }
      List<String> pointers =
          pointer.isEmpty()
              ? expanded.stream().map(FieldSpec::pointerTo).toList()
              : NameRange.expand(pointer.get());
      if (pointers.size() != expanded.size()) {
        entry.fault(
            "pointer",
            "gives another number of places than the name",
            "use the same range in both");
        return;
      }
      for (int i = 0; i < expanded.size(); i++) {
        add(entry, expanded.get(i), pointers.get(i), type.get(), missing);
      }
    } catch (IllegalArgumentException e) {
      entry.fault("name", "cannot be expanded: " + e.getMessage(), "write for example f{1..38}");
    }
  }

  private void add(
      ConfigSection entry, String name, String pointer, FieldType type, MissingRule missing) {
    pointer(entry, "pointer", pointer)
        .ifPresent(valid -> fields.add(new FieldSpec(name, valid, type, missing)));
  }

  private Optional<FieldType> type(ConfigSection entry) {
    Map<String, String> types = new LinkedHashMap<>();
    TYPES.stream().sorted().forEach(name -> types.put(name, name));
    if (!entry.has("type")) {
      entry.fault("type", "is missing", "choose one of " + String.join(", ", types.keySet()));
    }
    String type = entry.choice("type", types, "");
    return switch (type) {
      case "numeric" -> Optional.of(new FieldType.Numeric(scaling(entry)));
      case "categorical" -> Optional.of(categorical(entry));
      case "boolean" -> Optional.of(new FieldType.Bool());
      case "timestamp" -> Optional.of(new FieldType.Timestamp(format(entry)));
      case "text" -> text(entry);
      case "vector" -> vector(entry);
      default -> {
        // Known for every type, so that a fault in the type brings no second one here.
        TYPE_SETTINGS.forEach(entry::raw);
        yield Optional.empty();
      }
    };
  }

  /** Who limits the categories without naming an encoding wants the others in the unknown slot. */
  private static FieldType categorical(ConfigSection entry) {
    Encoding encoding =
        entry.choice(
            "encoding", ENCODINGS, entry.has("maxCategories") ? Encoding.ONE_HOT : Encoding.AUTO);
    FieldType.Categorical otherwise = FieldType.Categorical.of(encoding);
    int maxCategories = otherwise.maxCategories();
    int features = otherwise.features();
    if (encoding == Encoding.HASH && entry.has("maxCategories")) {
      entry.fault(
          "maxCategories",
          "goes with no hash encoding, which takes any number of categories",
          "leave it out or set features");
    } else if (encoding != Encoding.HASH) {
      maxCategories = (int) entry.integer("maxCategories", maxCategories, 1, 10_000);
    }
    if (encoding == Encoding.HASH || encoding == Encoding.AUTO) {
      features = (int) entry.integer("features", features, 2, 65_536);
    }
    return new FieldType.Categorical(encoding, maxCategories, features);
  }

  private static Optional<FieldType> text(ConfigSection entry) {
    FieldType.Text otherwise = FieldType.Text.DEFAULT;
    int features =
        (int) entry.integer("features", otherwise.features(), 2, FieldType.Text.MAX_FEATURES);
    int minGram = (int) entry.integer("minGram", otherwise.minGram(), 1, FieldType.Text.MAX_GRAM);
    int maxGram =
        (int)
            entry.integer(
                "maxGram", Math.max(minGram, otherwise.maxGram()), 1, FieldType.Text.MAX_GRAM);
    int examples =
        (int) entry.integer("examples", otherwise.examples(), 0, FieldType.Text.MAX_EXAMPLES);
    boolean digitsAlike = entry.choice("digits", DIGITS, otherwise.digitsAlike());
    if (maxGram < minGram) {
      entry.fault("maxGram", "is " + maxGram + ", less than minGram " + minGram, "exchange them");
      return Optional.empty();
    }
    return Optional.of(new FieldType.Text(features, minGram, maxGram, digitsAlike, examples));
  }

  private static Optional<FieldType> vector(ConfigSection entry) {
    if (!entry.has("length")) {
      entry.fault("length", "is missing", "say how many elements every vector has");
      return Optional.empty();
    }
    int length = (int) entry.integer("length", 0, 1, NameRange.MAX_NAMES);
    Scaling scaling = scaling(entry);
    return length == 0 ? Optional.empty() : Optional.of(new FieldType.Vector(length, scaling));
  }

  private static Scaling scaling(ConfigSection entry) {
    JsonNode value = entry.raw("scaling");
    if (!value.isObject()) {
      return Scaling.of(entry.choice("scaling", SCALINGS, Scaling.DEFAULT.method()));
    }
    ConfigSection section = entry.section("scaling");
    Scaling.Method method = section.choice("type", SCALINGS, Scaling.DEFAULT.method());
    boolean ranged = section.has("min") || section.has("max");
    double min = section.number("min", 0, -Double.MAX_VALUE, Double.MAX_VALUE);
    double max = section.number("max", 1, -Double.MAX_VALUE, Double.MAX_VALUE);
    section.refuseUnknownKeys();
    if (!ranged) {
      return Scaling.of(method);
    }
    if (method != Scaling.Method.MIN_MAX || !section.has("min") || !section.has("max")) {
      section.fault("", "gives min or max", "both together belong to {type: min-max}");
      return Scaling.of(method);
    }
    if (!(min < max)) {
      section.fault("min", "is " + min + ", not less than max " + max, "exchange them");
      return Scaling.of(method);
    }
    return Scaling.range(min, max);
  }

  private static TimestampFormat format(ConfigSection entry) {
    Optional<String> text = entry.text("format");
    try {
      TimestampFormat format = text.map(TimestampFormat::of).orElse(TimestampFormat.ISO_8601);
      format.requireReadable();
      return format;
    } catch (IllegalArgumentException e) {
      entry.fault(
          "format",
          "is '" + text.orElse("") + "': " + e.getMessage(),
          "write iso-8601, epoch-millis, epoch-seconds or a pattern such as yyyy-MM-dd HH:mm:ss");
      return TimestampFormat.ISO_8601;
    }
  }

  private static Optional<String> pointer(ConfigSection section, String key, String pointer) {
    try {
      return Optional.of(new EventTime(pointer, TimestampFormat.ISO_8601).pointer());
    } catch (IllegalArgumentException e) {
      section.fault(
          key, "'" + pointer + "' is no JSON pointer", "begin with a slash, such as /sensors/rpm");
      return Optional.empty();
    }
  }
}
