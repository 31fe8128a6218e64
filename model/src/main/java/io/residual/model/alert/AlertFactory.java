package io.residual.model.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.residual.model.bundle.Manifest;
import io.residual.model.explain.ErrorShares;
import io.residual.model.explain.Explanation;
import io.residual.model.record.FieldSpec;
import java.io.IOException;
import java.time.Instant;

/**
 * Makes alerts out of scored records and writes them as JSON. Thread safe.
 *
 * <p>Whoever scores with the same bundle, job or backtest, gets the same bytes.
 */
public final class AlertFactory {

  /** Fields that an explanation names at most; the rest hardly ever matters to a person. */
  public static final int EXPLAINED_FIELDS = 5;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
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
      double severity) {
    JsonNode document = parse(json);
    Explanation explanation =
        shares.explain(row, reconstruction, field -> value(document, field), EXPLAINED_FIELDS);
    return new Alert(
        source.id(),
        Alert.Kind.ANOMALY,
        eventTime,
        entity,
        error,
        threshold,
        severity,
        model,
        explanation,
        document.toString(),
        source);
  }

  /** An alert for a record that the model gives no finite error for. */
  public Alert modelFault(Alert.Source source, Instant eventTime, String entity, byte[] json) {
    return new Alert(
        source.id(),
        Alert.Kind.MODEL_FAULT,
        eventTime,
        entity,
        null,
        null,
        1,
        model,
        null,
        parse(json).toString(),
        source);
  }

  /** The alert as one line of JSON in UTF-8. */
  public static byte[] toJson(Alert alert) {
    try {
      return JSON.writeValueAsBytes(alert);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("alert " + alert.id() + " cannot be written", e);
    }
  }

  private static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("the record of an alert must be JSON", e);
    }
  }

  private static Object value(JsonNode document, FieldSpec field) {
    JsonNode value = document.at(field.pointer());
    return value.isMissingNode() || value.isNull() ? null : value;
  }
}
