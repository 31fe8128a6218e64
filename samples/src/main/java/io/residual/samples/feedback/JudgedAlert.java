package io.residual.samples.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.samples.consumer.Quantity;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a verdict has to know of the alert that it is about.
 *
 * @param entity whose record it was
 * @param fields that together made more than half of its error; empty if the alert names too few of
 *     them
 * @param error of the record
 * @param model version of the model
 * @param eventTime of the record
 */
record JudgedAlert(
    String entity, List<String> fields, double error, String model, Instant eventTime) {

  private static final double MOST = 0.5;

  /** Looks for the alert of the given id; empty if the topic does not hold it. */
  static Optional<JudgedAlert> find(KeyedTopic alerts, String id) {
    JsonMapper json = new JsonMapper();
    JudgedAlert[] found = new JudgedAlert[1];
    alerts.scan(
        record -> {
          JsonNode alert = parse(json, record);
          if (alert.path("id").asText().equals(id)) {
            found[0] = of(alert);
          }
          return found[0] != null;
        });
    return Optional.ofNullable(found[0]);
  }

  private static JsonNode parse(JsonMapper json, ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null ? json.missingNode() : json.readTree(record.value());
    } catch (IOException e) {
      return json.missingNode();
    }
  }

  /**
   * The alert in JSON.
   *
   * @throws IllegalArgumentException if there is nothing in it to judge
   */
  static JudgedAlert of(JsonNode alert) {
    String kind = alert.path("kind").asText();
    if (!kind.equals("anomaly") || !alert.path("error").isNumber()) {
      throw new IllegalArgumentException(
          switch (kind) {
            case "incident-closed" ->
                "this alert only says that an incident is over; judge one that opened or updated it";
            case "model-fault" ->
                "this alert says that the model is broken, which no verdict excuses; replace the"
                    + " model";
            default ->
                "this alert has no error to judge; its kind is '" + Quantity.harmless(kind) + "'";
          });
    }
    try {
      return new JudgedAlert(
          alert.path("entity").asText(),
          blamed(alert.at("/explanation/fields")),
          alert.path("error").doubleValue(),
          alert.at("/model/version").asText(null),
          Instant.parse(alert.path("eventTime").asText()));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("this alert has no event time that can be read", e);
    }
  }

  private static List<String> blamed(JsonNode fields) {
    List<String> blamed = new ArrayList<>();
    double sum = 0;
    for (JsonNode field : fields) {
      blamed.add(field.path("field").asText());
      sum += field.path("share").doubleValue();
      if (sum > MOST) {
        return blamed;
      }
    }
    return List.of();
  }
}
