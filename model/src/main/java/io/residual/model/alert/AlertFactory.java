package io.residual.model.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.residual.model.bundle.Manifest;
import io.residual.model.detect.Detection;
import io.residual.model.explain.ErrorShares;
import io.residual.model.explain.Explainer;
import io.residual.model.explain.Explanation;
import io.residual.model.explain.FieldContribution;
import io.residual.model.policy.Incident;
import io.residual.model.policy.PolicyDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes alerts out of scored records and writes them as JSON. Thread safe if its explainer is.
 *
 * <p>Whoever scores with the same bundle, job or backtest, gets the same bytes.
 */
public final class AlertFactory {

  /** Fields that an explanation names at most; the rest hardly ever matters to a person. */
  public static final int EXPLAINED_FIELDS = 5;

  /** A message of an alert takes at most this many bytes unless told otherwise. */
  public static final int DEFAULT_MAX_MESSAGE_BYTES = 1_000_000;

  /** An entity has up to 1024 characters, of up to 3 bytes; the headers are short. */
  private static final int KEY_AND_HEADER_ALLOWANCE = 8 << 10;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final Alert.Model model;
  private final Explainer explainer;

  /** A factory for alerts of the given model, explained by their error shares. */
  public AlertFactory(Manifest manifest) {
    this(
        manifest,
        new ErrorShares(manifest.schema().fields(), manifest.encoder(), manifest.error()));
  }

  /** A factory for alerts of the given model. */
  public AlertFactory(Manifest manifest, Explainer explainer) {
    this.model = new Alert.Model(manifest.name(), manifest.version());
    this.explainer = explainer;
  }

  /**
   * The alerts that a record raises: that an incident is over, that something is wrong, both in
   * that order, or none.
   *
   * @param detection what the detector said about the record
   */
  public List<Alert> alerts(AlertedRecord record, Detection detection) {
    PolicyDecision decision = detection.decision();
    if (!decision.raised() && decision.closed().isEmpty()) {
      return List.of();
    }
    List<Alert> alerts = new ArrayList<>();
    decision.closed().ifPresent(incident -> alerts.add(closed(record, detection, incident)));
    if (decision.raised()) {
      alerts.add(
          detection.modelFault() ? modelFault(record, detection) : anomaly(record, detection));
    }
    return alerts;
  }

  /** The record ends an incident; its id tells this alert from one about the record itself. */
  private Alert closed(AlertedRecord record, Detection detection, Incident incident) {
    boolean fault = detection.modelFault();
    return new Alert(
        record.source().id() + "-closed",
        Alert.Kind.INCIDENT_CLOSED,
        Instant.ofEpochMilli(record.eventTimeMillis()),
        record.entity(),
        fault ? null : detection.error(),
        fault ? null : detection.threshold(),
        fault ? 1 : detection.severity(),
        incident,
        model,
        null,
        null,
        record.source());
  }

  private Alert anomaly(AlertedRecord record, Detection detection) {
    Explanation explanation =
        explainer.explain(
            record.row(),
            record.reconstruction(),
            field -> RecordText.value(record.json(), field),
            EXPLAINED_FIELDS);
    return new Alert(
        record.source().id(),
        Alert.Kind.ANOMALY,
        Instant.ofEpochMilli(record.eventTimeMillis()),
        record.entity(),
        detection.error(),
        detection.threshold(),
        detection.severity(),
        detection.decision().incident().orElse(null),
        model,
        explanation,
        RecordText.compact(record.json()),
        record.source());
  }

  private Alert modelFault(AlertedRecord record, Detection detection) {
    return new Alert(
        record.source().id(),
        Alert.Kind.MODEL_FAULT,
        Instant.ofEpochMilli(record.eventTimeMillis()),
        record.entity(),
        null,
        null,
        1,
        detection.decision().incident().orElse(null),
        model,
        null,
        RecordText.compact(record.json()),
        record.source());
  }

  /**
   * What the JSON of an alert may take of a message.
   *
   * @param maxMessageBytes what a message may take, key, value and headers together
   */
  public static int maxJsonBytes(int maxMessageBytes) {
    return maxMessageBytes - KEY_AND_HEADER_ALLOWANCE;
  }

  /** The alert as one line of JSON in UTF-8. */
  public static byte[] toJson(Alert alert) {
    try {
      return JSON.writeValueAsBytes(alert);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("alert " + alert.id() + " cannot be written", e);
    }
  }

  /**
   * The alert as one line of JSON in UTF-8 of at most the given size: a larger one leaves out its
   * record, and if that is not enough, what the explained fields held and should have held.
   */
  public static byte[] toJson(Alert alert, int maxBytes) {
    byte[] json = toJson(alert);
    if (json.length > maxBytes) {
      json = toJson(with(alert, alert.explanation(), null));
    }
    if (json.length > maxBytes && alert.explanation() != null) {
      List<FieldContribution> bare =
          alert.explanation().fields().stream().map(AlertFactory::bare).toList();
      json = toJson(with(alert, alert.explanation().withFields(bare), null));
    }
    return json;
  }

  private static FieldContribution bare(FieldContribution f) {
    return new FieldContribution(f.field(), null, null, f.share(), f.contribution(), f.direction());
  }

  private static Alert with(Alert alert, Explanation explanation, String record) {
    return new Alert(
        alert.id(),
        alert.kind(),
        alert.eventTime(),
        alert.entity(),
        alert.error(),
        alert.threshold(),
        alert.severity(),
        alert.incident(),
        alert.model(),
        explanation,
        record,
        alert.source());
  }
}
