package io.residual.model.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.model.bundle.Manifest;
import io.residual.model.profile.FieldDrift;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;

/** Writes reports as JSON: what is told on the drift topic. Thread safe. */
public final class DriftEvent {

  /** Kind of an event that says that the model should be trained again. */
  public static final String DUE = "retraining-due";

  /** Kind of an event that says that nothing drifts much any more. */
  public static final String OVER = "drift-over";

  private static final JsonMapper JSON = new JsonMapper();

  private DriftEvent() {}

  /** The kind of the event of a report. */
  public static String kind(DriftReport report) {
    return report.retrainingDue() ? DUE : OVER;
  }

  /** Is the same for the same window of the same model. */
  public static String id(Manifest manifest, DriftReport report) {
    return String.join(
        "-",
        manifest.version(),
        Long.toString(report.firstMillis()),
        Long.toString(report.lastMillis()),
        Long.toString(report.records()));
  }

  /** The event as one line of JSON in UTF-8; what has drifted furthest first. */
  public static byte[] toJson(Manifest manifest, DriftReport report) {
    ObjectNode event = JSON.createObjectNode();
    event.put("id", id(manifest, report)).put("kind", kind(report));
    event.putObject("model").put("name", manifest.name()).put("version", manifest.version());
    event
        .putObject("window")
        .put("records", report.records())
        .put("from", Instant.ofEpochMilli(report.firstMillis()).toString())
        .put("to", Instant.ofEpochMilli(report.lastMillis()).toString());
    ArrayNode drifts = event.putArray("drifts");
    report.series().stream()
        .filter(series -> series.shift().level() != FieldDrift.Level.NONE)
        .sorted(Comparator.comparingDouble((SeriesDrift s) -> -s.shift().stability()))
        .forEach(series -> add(series, drifts.addObject()));
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts can be written", e);
    }
  }

  private static void add(SeriesDrift series, ObjectNode drift) {
    DistributionShift shift = series.shift();
    drift.put("field", series.name());
    drift.put("level", shift.level().name().toLowerCase(Locale.ROOT));
    drift.put("psi", shift.stability()).put("psiByChance", shift.noise());
    if (Double.isFinite(shift.distance())) {
      drift.put("ks", shift.distance()).put("ksProbability", shift.probability());
    }
  }
}
