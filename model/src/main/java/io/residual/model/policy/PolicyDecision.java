package io.residual.model.policy;

import java.util.Optional;

/**
 * What the policy makes of a record. One above its threshold either raises an alert or has a
 * suppression; any may show that the incident before it is over.
 *
 * @param next state of the entity
 * @param closed the incident that the record shows to be over
 * @param raised whether the record raises an alert
 * @param incident that the alert is about, opened or updated; empty without an alert, and of a
 *     policy without incidents
 * @param suppressed why a record above the threshold raises none
 */
public record PolicyDecision(
    PolicyState next,
    Optional<Incident> closed,
    boolean raised,
    Optional<Incident> incident,
    Optional<Suppression> suppressed) {

  /** The same, which also ends an incident that cannot go on; the record then began with none. */
  public PolicyDecision closing(Optional<Incident> other) {
    return other.isPresent()
        ? new PolicyDecision(next, other, raised, incident, suppressed)
        : this;
  }
}
