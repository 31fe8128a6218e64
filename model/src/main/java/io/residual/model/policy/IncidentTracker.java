package io.residual.model.policy;

import java.time.Instant;
import java.util.Optional;

/** The open incident of an entity while one of its records is decided on. Not thread safe. */
final class IncidentTracker {

  private final long time;
  private final float interval;
  private long number;
  private int count;
  private long start;
  private long latest;
  private long peakTime;
  private double peakError;
  private float peakSeverity;
  private double raisedError;
  private long raisedTime;
  private long told;
  private byte lateRecords;
  private boolean late;

  /** The incident as it was before a record of the given event time. */
  IncidentTracker(PolicyState before, long time) {
    this.time = time;
    interval = Pace.next(before.interval(), distance(time, before.lastTime()));
    number = before.incident();
    count = before.count();
    start = before.start();
    latest = before.latest();
    peakTime = before.peakTime();
    peakError = before.peakError();
    peakSeverity = before.peakSeverity();
    raisedError = before.raisedError();
    raisedTime = before.raisedTime();
    told = before.told();
    lateRecords = before.late();
  }

  /** Milliseconds from one time to another; as a double, because all longs may occur. */
  private static double distance(long to, long from) {
    return (double) to - (double) from;
  }

  /** Typical time between two records, in milliseconds; 0 while unknown. */
  double interval() {
    return Math.max(0, interval);
  }

  /**
   * Ends the incident if the record shows that it is over.
   *
   * @param coolDownMillis how long the entity must be quiet
   */
  Optional<Incident> closeIfOver(double coolDownMillis) {
    if (!open()) {
      return Optional.empty();
    }
    double since = distance(time, latest);
    late = since < 0 && -since >= coolDownMillis;
    lateRecords = (byte) (late ? lateRecords + 1 : 0);
    boolean quiet = since > 0 && since >= coolDownMillis;
    if (!quiet && lateRecords < AlertPolicy.CLOCK_SET_BACK) {
      return Optional.empty();
    }
    return end();
  }

  /** Ends the incident, if there is one. */
  Optional<Incident> end() {
    if (!open()) {
      return Optional.empty();
    }
    Incident over = incident(Incident.State.CLOSED);
    number = 0;
    count = 0;
    start = 0;
    latest = 0;
    peakTime = 0;
    peakError = 0;
    peakSeverity = 0;
    raisedError = 0;
    raisedTime = 0;
    told = 0;
    lateRecords = 0;
    late = false;
    return Optional.of(over);
  }

  boolean open() {
    return count > 0;
  }

  /** Whether the record lies far before the open incident. */
  boolean late() {
    return late;
  }

  /** Why a record of the open incident raises no alert. */
  Suppression held() {
    return late ? Suppression.LATE : Suppression.COOL_DOWN;
  }

  double raisedError() {
    return raisedError;
  }

  /** How long ago, in milliseconds of event time, the incident's latest alert was raised. */
  double sinceRaised() {
    return distance(time, raisedTime);
  }

  /** Whether an alert of the incident named the field first. */
  boolean told(int field) {
    return (told & 1L << field) != 0;
  }

  /** The record opens an incident. */
  Incident begin(long incidentNumber, double error, double severity, int cause) {
    number = incidentNumber;
    start = time;
    latest = time;
    raisedTime = time;
    add(error, severity);
    return raise(Incident.State.OPENED, error, cause);
  }

  /** The record belongs to the open incident. */
  void add(double error, double severity) {
    count = Math.max(count, count + 1);
    latest = Math.max(latest, time);
    if (count == 1 || error > peakError) {
      peakTime = time;
      peakError = error;
      peakSeverity = (float) severity;
    }
  }

  /** The record raises another alert of the open incident. */
  Incident update(double error, int cause) {
    return raise(Incident.State.UPDATED, error, cause);
  }

  private Incident raise(Incident.State state, double error, int cause) {
    raisedError = Math.max(raisedError, error);
    raisedTime = Math.max(raisedTime, time);
    told |= cause < 0 ? 0 : 1L << cause;
    return incident(state);
  }

  /** The record keeps the incident open, if there is one and the record is conspicuous. */
  void prolong(boolean conspicuous) {
    if (open() && conspicuous) {
      latest = Math.max(latest, time);
    }
  }

  private Incident incident(Incident.State state) {
    return new Incident(
        Incident.id(number),
        state,
        Instant.ofEpochMilli(start),
        Instant.ofEpochMilli(latest),
        new Incident.Peak(
            Instant.ofEpochMilli(peakTime),
            Double.isFinite(peakError) ? peakError : null,
            peakSeverity),
        count);
  }

  /** What is remembered after the record. */
  PolicyState state() {
    return new PolicyState(
        PolicyState.VERSION,
        time,
        interval,
        number,
        count,
        start,
        latest,
        peakTime,
        peakError,
        peakSeverity,
        raisedError,
        raisedTime,
        told,
        lateRecords);
  }
}
