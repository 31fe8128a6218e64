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
 * @param verdict id of the verdict that excuses the record; only of one suppressed by feedback
 */
public record PolicyDecision(
    PolicyState next,
    Optional<Incident> closed,
    boolean raised,
    Optional<Incident> incident,
    Optional<Suppression> suppressed,
    Optional<String> verdict) {

  /** What has nothing to do with a verdict. */
  public PolicyDecision(
      PolicyState next,
      Optional<Incident> closed,
      boolean raised,
      Optional<Incident> incident,
      Optional<Suppression> suppressed) {
    this(next, closed, raised, incident, suppressed, Optional.empty());
  }

  /** The id of the incident that a record above its threshold belongs to; empty if to none. */
  public Optional<String> membership() {
    boolean belongs =
        next != null
            && next.open()
            && (raised || suppressed.filter(Suppression::inIncident).isPresent());
    return belongs ? Optional.of(Incident.id(next.incident())) : Optional.empty();
  }

  /** Whether the entity is in an incident after the record. */
  public boolean inIncident() {
    return next != null && next.open();
  }

  /** Whether the record is the first of an incident. */
  public boolean opened() {
    return incident.filter(one -> one.state() == Incident.State.OPENED).isPresent();
  }

  /** Whether the record raises an alert or belongs to an incident that has raised one. */
  public boolean flagged() {
    return raised || suppressed.filter(Suppression::inIncident).isPresent();
  }

  /** The same, which also ends an incident that cannot go on; the record then began with none. */
  public PolicyDecision closing(Optional<Incident> other) {
    return other.isPresent()
        ? new PolicyDecision(next, other, raised, incident, suppressed, verdict)
        : this;
  }
}
