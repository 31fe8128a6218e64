package io.residual.model.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.residual.model.bundle.Manifest;
import io.residual.model.explain.ErrorShares;
import io.residual.model.explain.Explanation;
import io.residual.model.explain.FieldContribution;
import io.residual.model.policy.Incident;
import java.time.Instant;
import java.util.List;

/**
 * Makes alerts out of scored records and writes them as JSON. Thread safe.
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
  private final ErrorShares shares;

  /** A factory for alerts of the given model. */
  public AlertFactory(Manifest manifest) {
    model = new Alert.Model(manifest.name(), manifest.version());
    shares = new ErrorShares(manifest.schema().fields(), manifest.encoder(), manifest.error());
  }

  /**
   * An alert for a record whose error exceeds the threshold.
   *
   * @param json the record as received; valid JSON
   * @param row encoded, {@code [features]}
   * @param reconstruction {@code [features]}
   * @param incident that it belongs to; null for none
   */
  public Alert anomaly(
      Alert.Source source,
      Instant eventTime,
      String entity,
      byte[] json,
      float[] row,
      float[] reconstruction,
      double error,
      double threshold,
      double severity,
      Incident incident) {
    Explanation explanation =
        shares.explain(
            row, reconstruction, field -> RecordText.value(json, field), EXPLAINED_FIELDS);
    return new Alert(
        source.id(),
        Alert.Kind.ANOMALY,
        eventTime,
        entity,
        error,
        threshold,
        severity,
        incident,
        model,
        explanation,
        RecordText.compact(json),
        source);
  }

  /**
   * An alert for a record that the model gives no finite error for.
   *
   * @param incident that it belongs to; null for none
   */
  public Alert modelFault(
      Alert.Source source, Instant eventTime, String entity, byte[] json, Incident incident) {
    return new Alert(
        source.id(),
        Alert.Kind.MODEL_FAULT,
        eventTime,
        entity,
        null,
        null,
        1,
        incident,
        model,
        null,
        RecordText.compact(json),
        source);
  }

  /**
   * An alert that an incident is over, as a record of its entity shows.
   *
   * @param error of the record; may be any
   * @param threshold that it was compared with
   * @param severity of the record; 1 if the error is not finite
   */
  public Alert closed(
      Alert.Source source,
      Instant eventTime,
      String entity,
      double error,
      double threshold,
      double severity,
      Incident incident) {
    boolean finite = Double.isFinite(error);
    return new Alert(
        source.id() + "-closed",
        Alert.Kind.INCIDENT_CLOSED,
        eventTime,
        entity,
        finite ? error : null,
        finite ? threshold : null,
        finite ? severity : 1,
        incident,
        model,
        null,
        null,
        source);
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
          alert.explanation().fields().stream()
              .map(f -> new FieldContribution(f.field(), null, null, f.share(), f.direction()))
              .toList();
      json = toJson(with(alert, new Explanation(alert.explanation().method(), bare), null));
    }
    return json;
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
