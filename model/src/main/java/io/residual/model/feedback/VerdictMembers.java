package io.residual.model.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import io.residual.model.feedback.InvalidVerdictException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The members of a verdict's JSON object, and what is wrong with them. For one verdict. */
final class VerdictMembers {

  private static final Set<String> KNOWN =
      Set.of(
          "id", "verdict", "alert", "entity", "fields", "error", "model", "from", "until", "at",
          "by", "note");

  /** Controls, and what turns the direction of writing. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}]");

  private static final int MAX_ALERT = 300;
  private static final int MAX_ENTITY = 1024;
  private static final int MAX_FIELDS = 64;
  private static final int MAX_NAME = 256;
  private static final int MAX_NOTE = 1000;

  private final JsonNode node;
  private final List<String> faults = new ArrayList<>();

  VerdictMembers(JsonNode node) {
    this.node = node;
  }

  Verdict verdict(String key, String otherwise, Instant timestamp) throws InvalidVerdictException {
    for (String name : (Iterable<String>) node::fieldNames) {
      if (!KNOWN.contains(name)) {
        faults.add("'" + shown(name) + "' is no member of a verdict; leave it out");
      }
    }
    String id = id(key, otherwise);
    Verdict.Kind kind = kind();
    String alert = text("alert", MAX_ALERT);
    String entity = text("entity", MAX_ENTITY);
    List<String> fields = fields();
    Double error = error();
    Instant from = time("from");
    Instant until = time("until");
    Instant at = time("at");
    if (alert == null && entity == null && fields.isEmpty()) {
      faults.add("it says not what it is about; give alert, entity or fields");
    }
    if (kind == Verdict.Kind.EXPECTED && absent(node.path("until"))) {
      faults.add("until is absent; say how long it is expected");
    }
    if (from != null && until != null && until.isBefore(from)) {
      faults.add("until is " + until + ", before from: " + from);
    }
    String model = text("model", MAX_NAME);
    String by = text("by", MAX_NAME);
    String note = text("note", MAX_NOTE);
    if (!faults.isEmpty()) {
      throw new InvalidVerdictException(Reason.BAD_VERDICT, String.join("; ", faults));
    }
    return new Verdict(
        id,
        kind,
        alert,
        entity,
        fields,
        error,
        model,
        from,
        until,
        at == null ? timestamp : at,
        by,
        note);
  }

  private String id(String key, String otherwise) {
    String id = text("id", VerdictJson.MAX_ID);
    if (key != null && id != null && !key.equals(id)) {
      faults.add("id is '" + shown(id) + "', the message's key '" + shown(key) + "'");
    }
    if (key != null && (key.isEmpty() || key.length() > VerdictJson.MAX_ID)) {
      faults.add(
          "the key has " + key.length() + " characters; it must have 1 to " + VerdictJson.MAX_ID);
    }
    if (key == null && id == null && otherwise == null) {
      faults.add("there is no id; give the message a key");
    }
    if (key != null) {
      return key;
    }
    return id == null ? otherwise : id;
  }

  private Verdict.Kind kind() {
    Optional<Verdict.Kind> kind = Verdict.Kind.of(node.path("verdict").asText());
    if (kind.isEmpty()) {
      faults.add(
          "verdict is "
              + shown(node.path("verdict").toString())
              + "; it must be false-alarm, confirmed or expected");
    }
    return kind.orElse(null);
  }

  private String text(String name, int longest) {
    JsonNode value = node.path(name);
    if (absent(value)) {
      return null;
    }
    if (!value.isTextual() || value.asText().isEmpty() || value.asText().length() > longest) {
      faults.add(
          name
              + " is "
              + shown(value.toString())
              + "; it must be a text of 1 to "
              + longest
              + " characters");
      return null;
    }
    return value.asText();
  }

  private List<String> fields() {
    JsonNode value = node.path("fields");
    if (absent(value)) {
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode name : value) {
      if (name.isTextual() && !name.asText().isEmpty() && name.asText().length() <= MAX_NAME) {
        names.add(name.asText());
      }
    }
    if (!value.isArray()
        || value.isEmpty()
        || value.size() > MAX_FIELDS
        || names.size() != value.size()) {
      faults.add(
          "fields is "
              + shown(value.toString())
              + "; it must be a list of 1 to "
              + MAX_FIELDS
              + " different names");
    }
    return List.copyOf(names);
  }

  private Double error() {
    JsonNode value = node.path("error");
    if (absent(value)) {
      return null;
    }
    double error = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!(error > 0) || Double.isInfinite(error)) {
      faults.add("error is " + shown(value.toString()) + "; it must be a number above 0");
      return null;
    }
    return error;
  }

  /** Times that milliseconds reach, so that nobody has to look again. */
  private Instant time(String name) {
    JsonNode value = node.path(name);
    if (absent(value)) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(value.isTextual() ? value.asText() : "").toInstant();
      return Instant.ofEpochMilli(time.toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      faults.add(
          name
              + " is "
              + shown(value.toString())
              + "; it must be a time such as 2026-01-31T12:00:00Z");
      return null;
    }
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  /** So much that it is recognised; hostile texts are long, and terminals obey control codes. */
  static String shown(String text) {
    String safe = CONTROL.matcher(text).replaceAll("?");
    return safe.isEmpty() ? "absent" : safe.length() <= 80 ? safe : safe.substring(0, 80) + "…";
  }
}
