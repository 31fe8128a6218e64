package io.residual.model.policy;

import io.residual.model.record.FieldSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides which records above their threshold raise an alert. Immutable and thread safe; what it
 * remembers of an entity is in a {@link PolicyState}.
 *
 * <p>Records above the threshold that follow one another make an incident. Its first record raises
 * an alert; later ones do if they are much worse, or if another field is to blame. It is over when
 * the entity's error has stayed below a fraction of the threshold for the cool-down.
 *
 * <p>Only the entity's own records count, in the order in which they come, and their event times:
 * no watermark and no clock. Whoever replays the records gets the same decisions. So the incident
 * of an entity that falls silent stays open until its next record.
 *
 * <p>Event times may be anything. A record less than a cool-down away from the incident's latest,
 * in either direction, belongs to it, however late it comes. One that lies further ahead ends the
 * incident. One that lies further back is late: it neither ends nor prolongs the incident; but the
 * third in a row tells that the entity's clock was wrong before, and ends it. So a record from the
 * year 2099 hides at most two others.
 */
public final class AlertPolicy {

  /** Late records in a row that tell that the clock was set back. */
  static final int CLOCK_SET_BACK = 3;

  private static final Optional<Incident> NO_INCIDENT = Optional.empty();
  private static final Optional<Suppression> NOT_SUPPRESSED = Optional.empty();

  private final AlertSettings settings;
  private final FieldRules fields;

  /**
   * A policy for records of the given fields.
   *
   * @throws IllegalArgumentException if a rule names no field
   */
  public AlertPolicy(AlertSettings settings, List<FieldSpec> fields) {
    this.settings = settings;
    this.fields = new FieldRules(fields, settings.fields());
    for (String name : settings.fields().keySet()) {
      if (fields.stream().noneMatch(field -> field.name().equals(name))) {
        throw new IllegalArgumentException("a rule of field '" + name + "', which is no field");
      }
    }
  }

  /** The state of an entity that no record has come of. */
  public PolicyState initial() {
    return PolicyState.NONE;
  }

  /** Whether {@link #decide} can go on from the state; else begin with {@link #initial()}. */
  public boolean accepts(PolicyState state) {
    return state != null && state.version() == PolicyState.VERSION;
  }

  /** The open incident of an entity whose state is given up; empty if there is none. */
  public Optional<Incident> end(PolicyState state) {
    return new IncidentTracker(state, state.lastTime()).end();
  }

  /**
   * What becomes of a record of the entity with the given state.
   *
   * <p>A record that somebody's verdict excuses opens no incident, and an open one it neither
   * prolongs nor changes: an incident whose alert was false ends a cool-down after its last record
   * that no verdict excuses.
   *
   * @param excuses what people have said about the entity's alerts
   */
  public PolicyDecision decide(PolicyState state, JudgedRecord record, Excuses excuses) {
    IncidentTracker tracker = new IncidentTracker(state, record.eventTimeMillis());
    double clear = settings.clear() * record.threshold();
    Optional<Incident> closed = tracker.closeIfOver(settings.coolDown().millis(tracker.interval()));
    if (record.error() <= record.threshold()) {
      tracker.prolong(record.error() >= clear);
      return new PolicyDecision(tracker.state(), closed, false, NO_INCIDENT, NOT_SUPPRESSED);
    }
    Judgement judgement = judge(record);
    if (judgement.suppressed().isPresent()) {
      tracker.prolong(judgement.error() >= clear);
      return new PolicyDecision(
          tracker.state(), closed, false, NO_INCIDENT, judgement.suppressed());
    }
    Optional<String> verdict =
        Double.isFinite(record.error()) ? excuses.excuse(record) : Optional.empty();
    if (verdict.isPresent()) {
      return new PolicyDecision(
          tracker.state(), closed, false, NO_INCIDENT, Optional.of(Suppression.FEEDBACK), verdict);
    }
    if (settings.coolDown().absent()) {
      return new PolicyDecision(tracker.state(), closed, true, NO_INCIDENT, NOT_SUPPRESSED);
    }
    Optional<Incident> incident = raise(tracker, record, judgement);
    return new PolicyDecision(
        tracker.state(),
        closed,
        incident.isPresent(),
        incident,
        incident.isPresent() ? NOT_SUPPRESSED : Optional.of(tracker.held()));
  }

  /** What counts of a record above its threshold. */
  private record Judgement(double error, double severity, Optional<Suppression> suppressed) {}

  private Judgement judge(JudgedRecord record) {
    if (!Double.isFinite(record.error())) {
      // A broken model is no deviation of a field, and no maintenance excuses it.
      return new Judgement(Double.POSITIVE_INFINITY, 1, Optional.empty());
    }
    FieldRules.Relevant relevant = fields.of(record);
    double severity = record.severity(relevant.error());
    Optional<Suppression> suppressed = relevant.suppressed();
    if (suppressed.isEmpty() && severity < settings.minSeverity()) {
      suppressed = Optional.of(Suppression.SEVERITY);
    } else if (suppressed.isEmpty() && quiet(record.eventTimeMillis())) {
      suppressed = Optional.of(Suppression.QUIET_TIME);
    }
    return new Judgement(relevant.error(), severity, suppressed);
  }

  private boolean quiet(long eventTimeMillis) {
    return !settings.quietTimes().isEmpty()
        && settings.quietTimes().stream()
            .anyMatch(time -> time.contains(Instant.ofEpochMilli(eventTimeMillis)));
  }

  private Optional<Incident> raise(
      IncidentTracker tracker, JudgedRecord record, Judgement judgement) {
    int cause = cause(record);
    if (!tracker.open()) {
      return Optional.of(
          tracker.begin(
              Incident.number(record.id()), judgement.error(), judgement.severity(), cause));
    }
    tracker.add(judgement.error(), judgement.severity());
    boolean worse =
        settings.worse() != null && judgement.error() > settings.worse() * tracker.raisedError();
    boolean forgotten =
        settings.remindMillis() != null && tracker.sinceRaised() >= settings.remindMillis();
    boolean news = worse || forgotten || (cause >= 0 && !tracker.late() && !tracker.told(cause));
    return news ? Optional.of(tracker.update(judgement.error(), cause)) : Optional.empty();
  }

  private int cause(JudgedRecord record) {
    return settings.newCause() && Double.isFinite(record.error())
        ? fields.cause(record.evidence())
        : -1;
  }
}
