package io.residual.model.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.residual.model.explain.Explanation;
import io.residual.model.policy.Incident;
import java.time.Instant;
import java.util.Locale;

/**
 * An alert as it appears on the alert topic, in JSON.
 *
 * @param id topic, partition and offset of the record: the same record always gives the same id;
 *     with {@code -closed} behind it, if the alert says that the record ends an incident
 * @param kind what is wrong
 * @param eventTime when the record says it happened, else Kafka's timestamp
 * @param entity what the record is about
 * @param error reconstruction error; null if it is no finite number
 * @param threshold that it is compared with; null if the error is
 * @param severity from 0 to 1, see {@link
 *     io.residual.model.threshold.RollingThreshold#severity(double, double)}
 * @param incident that the record belongs to; null under a policy without incidents
 * @param model that scored the record
 * @param explanation the fields at fault; only of an anomaly
 * @param record as received, one line of JSON; null if longer than allowed, and of a record that
 *     ends an incident
 * @param source where the record is in Kafka
 */
@JsonPropertyOrder({
  "id",
  "kind",
  "eventTime",
  "entity",
  "error",
  "threshold",
  "severity",
  "incident"
})
public record Alert(
    String id,
    Kind kind,
    Instant eventTime,
    String entity,
    Double error,
    Double threshold,
    double severity,
    @JsonInclude(JsonInclude.Include.NON_NULL) Incident incident,
    Model model,
    Explanation explanation,
    @JsonRawValue String record,
    Source source) {

  /** What is wrong. */
  public enum Kind {
    /** The record's error exceeds the threshold. */
    ANOMALY,
    /** The model gave no finite error for a finite record: it is broken. */
    MODEL_FAULT,
    /** The record shows that the incident before it is over. Nothing is wrong with it. */
    INCIDENT_CLOSED;

    /** The kind as written in alerts, headers and metrics, such as {@code model-fault}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Name and version of a model. */
  public record Model(String name, String version) {}

  /** A place in Kafka. */
  public record Source(String topic, int partition, long offset, Instant timestamp) {

    /** The alert id of the record at this place. */
    public String id() {
      return topic + "-" + partition + "-" + offset;
    }
  }
}
