package io.residual.trainer.backtest;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one setting made of the records. Not thread safe. */
public final class AlertTally {

  private final Variant variant;
  private final SortedMap<Long, Long> alertsByDay = new TreeMap<>();
  private final SortedMap<String, Long> suppressed = new TreeMap<>();
  private long alerts;
  private long modelFaults;
  private long incidents;
  private long incidentsClosed;
  private long records;
  private long recordsInIncidents;
  private long aboveThreshold;
  private long rightAlerts;
  private int eventsFound;

  AlertTally(Variant variant) {
    this.variant = variant;
  }

  void addRecord(boolean inIncident) {
    records++;
    recordsInIncidents += inIncident ? 1 : 0;
  }

  void addAbove() {
    aboveThreshold++;
  }

  void addAlert(long eventTimeMillis, boolean fault, boolean right) {
    alerts++;
    modelFaults += fault ? 1 : 0;
    rightAlerts += right ? 1 : 0;
    alertsByDay.merge(Math.floorDiv(eventTimeMillis, CoveredTime.DAY_MILLIS), 1L, Long::sum);
  }

  void addIncident() {
    incidents++;
  }

  void addClosed() {
    incidentsClosed++;
  }

  void addSuppressed(String reason) {
    suppressed.merge(reason, 1L, Long::sum);
  }

  void addEventFound() {
    eventsFound++;
  }

  /** The setting. */
  public Variant variant() {
    return variant;
  }

  /** Alerts that were raised, those about a broken model included. */
  public long alerts() {
    return alerts;
  }

  /** Alerts about a broken model. */
  public long modelFaults() {
    return modelFaults;
  }

  /** Incidents that were opened. */
  public long incidents() {
    return incidents;
  }

  /**
   * The part of the records at which their entity was in an incident: where a setting is deaf to
   * all that is neither much worse nor of another cause. From 0 to 1.
   */
  public double inIncidents() {
    return records == 0 ? 0 : (double) recordsInIncidents / records;
  }

  /** Incidents that a record showed to be over; a message says so, which is no alert. */
  public long incidentsClosed() {
    return incidentsClosed;
  }

  /** Records above their threshold, alerted or not. */
  public long aboveThreshold() {
    return aboveThreshold;
  }

  /** Records above their threshold that raised no alert, by reason. */
  public Map<String, Long> suppressed() {
    return Collections.unmodifiableMap(suppressed);
  }

  /** Alerts by day of event time, in days since 1970 in UTC; days without any are left out. */
  public SortedMap<Long, Long> alertsByDay() {
    return Collections.unmodifiableSortedMap(alertsByDay);
  }

  /** The most alerts of any day. */
  public long busiestDay() {
    return alertsByDay.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Labelled events with an alert inside. */
  public int eventsFound() {
    return eventsFound;
  }

  /** The part of the alerts that labels call right; NaN without alerts. */
  public double precision() {
    return (double) rightAlerts / alerts;
  }
}
