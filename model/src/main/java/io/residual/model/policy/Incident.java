package io.residual.model.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * An incident as an alert shows it: records above the threshold that belong together.
 *
 * @param id the same in all alerts of the incident
 * @param state what the alert says about it
 * @param start event time of the record that opened it
 * @param latest event time of its latest record above the threshold or nearly so
 * @param peak its worst record so far
 * @param count how many of its records were above the threshold so far, alerted or not
 */
@JsonPropertyOrder({"id", "state", "start", "latest", "peak", "count"})
public record Incident(
    String id, State state, Instant start, Instant latest, Peak peak, long count) {

  /** What an alert says about its incident. */
  public enum State {
    /** This alert is the incident's first. */
    @JsonProperty("opened")
    OPENED,
    /** The incident goes on, and has become worse or has another cause. */
    @JsonProperty("updated")
    UPDATED,
    /** The incident is over. */
    @JsonProperty("closed")
    CLOSED
  }

  /**
   * The number of the alert or incident that a record begins: its id spread over 64 bits, so that
   * two of an entity hardly ever get the same.
   */
  public static long number(String recordId) {
    return UUID.nameUUIDFromBytes(recordId.getBytes(UTF_8)).getMostSignificantBits();
  }

  /** How an incident's number is written. */
  static String id(long number) {
    return HexFormat.of().toHexDigits(number);
  }

  /**
   * The worst record of an incident.
   *
   * @param eventTime of the record
   * @param error largest error; null if it is no finite number
   * @param severity of that error, from 0 to 1
   */
  public record Peak(Instant eventTime, Double error, double severity) {}
}
