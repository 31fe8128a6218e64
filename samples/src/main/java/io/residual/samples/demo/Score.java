package io.residual.samples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * What the scores topic says about a record.
 *
 * @param error not finite if the model is broken
 * @param outcome what the alert policy made of the record
 * @param incident that it belongs to; null if to none
 */
record Score(double error, String outcome, String incident) {

  static final String ALERT = "alert";

  /** The outcomes of records that people are told of, by an alert of their own or another's. */
  private static final Set<String> FLAGGED = Set.of(ALERT, "cool-down", "late");

  static Score of(JsonNode json) {
    return new Score(
        json.path("error").asDouble(Double.NaN),
        json.path("outcome").asText(),
        json.path("incident").textValue());
  }

  boolean raisesAlert() {
    return outcome.equals(ALERT);
  }

  boolean flagged() {
    return FLAGGED.contains(outcome);
  }
}
