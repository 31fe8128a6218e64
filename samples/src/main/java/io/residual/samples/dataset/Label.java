package io.residual.samples.dataset;

import static java.util.Objects.requireNonNull;

/**
 * What is known about a record beside its content.
 *
 * @param state whether the record is an anomaly
 * @param kind the kind of fault, such as {@code spike}; empty if none or not known
 * @param field the faulty field; empty if none or not known
 * @param incident the number of the incident, from 1; 0 if none
 */
public record Label(State state, String kind, String field, int incident) {

  /** A normal record. */
  public static final Label NORMAL = new Label(State.NORMAL, "", "", 0);

  /** A record that nothing is known about. */
  public static final Label UNKNOWN = new Label(State.UNKNOWN, "", "", 0);

  /** Whether a record is an anomaly. */
  public enum State {
    NORMAL("normal"),
    ANOMALY("anomaly"),
    /** Within an incident, but too close to normal to be told apart: counts for nothing. */
    GREY("grey"),
    UNKNOWN("unknown");

    private final String id;

    State(String id) {
      this.id = id;
    }

    /** The name in record headers and reports. */
    public String id() {
      return id;
    }
  }

  public Label {
    requireNonNull(state, "state");
    requireNonNull(kind, "kind");
    requireNonNull(field, "field");
    if (incident < 0) {
      throw new IllegalArgumentException("incident " + incident + " must not be negative");
    }
  }

  /** An anomaly of a kind that is known by name only, or not at all. */
  public static Label anomaly(String kind) {
    return new Label(State.ANOMALY, kind, "", 0);
  }

  /** Whether the record should be alerted on. */
  public boolean isAnomaly() {
    return state == State.ANOMALY;
  }
}
