package io.residual.trainer.evaluate.metric;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Alerts compared with labelled events. An event is a run of anomalous rows in one series; it is
 * found if one of its rows is flagged. No row is counted as found because a neighbour is ("point
 * adjustment"): under that rule random numbers do as well as most models (Kim et al., "Towards a
 * Rigorous Evaluation of Time-series Anomaly Detection", AAAI 2022).
 *
 * @param events labelled events
 * @param found events with a flagged row: one that raises an alert or belongs to an incident that
 *     has
 * @param medianDelayRows rows of the series from an event's first to its first flagged row, median
 *     over the events found; empty if there is none
 * @param medianDelayMillis the same in event time; empty also if rows have no times
 * @param falseAlerts alerts outside of events
 * @param falseRuns runs of neighbouring false alerts of one series: what a person is disturbed by
 *     if neighbours are reported together
 * @param spanMillis event time from the first row of all to the last; empty if rows have no times
 *     or all the same
 * @param seriesMillis the sum of the series' own spans; empty as above
 */
public record EventMetrics(
    int events,
    int found,
    OptionalDouble medianDelayRows,
    OptionalDouble medianDelayMillis,
    long falseAlerts,
    long falseRuns,
    OptionalDouble spanMillis,
    OptionalDouble seriesMillis) {

  private static final double DAY_MILLIS = 86_400_000;

  /**
   * The rows of one entity, in order.
   *
   * @param anomalous the labels
   * @param flagged as many: which rows raise an alert or belong to an incident that has
   * @param alerts as many: which rows raise one
   * @param times of the rows in milliseconds, as many; empty if they have none
   */
  @SuppressWarnings("ArrayRecordComponent") // a million rows are handed on, not copied
  public record Series(boolean[] anomalous, boolean[] flagged, boolean[] alerts, long[] times) {

    /** Checks that the arrays belong together. */
    public Series {
      if (anomalous.length != alerts.length
          || flagged.length != alerts.length
          || (times.length != 0 && times.length != alerts.length)) {
        throw new IllegalArgumentException(
            anomalous.length + " labels, " + alerts.length + " alerts, " + times.length + " times");
      }
    }

    /** A detector without incidents: every flagged row raises an alert. */
    public Series(boolean[] anomalous, boolean[] alerts, long[] times) {
      this(anomalous, alerts, alerts, times);
    }
  }

  /** The metrics of all series together. */
  public static EventMetrics of(List<Series> series) {
    EventCount count = new EventCount();
    series.forEach(count::add);
    return new EventMetrics(
        count.events(),
        count.found(),
        median(count.delayRows()),
        median(count.delayMillis()),
        count.falseAlerts(),
        count.falseRuns(),
        positive(count.spanMillis()),
        positive(count.seriesMillis()));
  }

  /** The part of the events that is found; NaN without events. */
  public double recall() {
    return (double) found / events;
  }

  /** False alerts in a day of the whole stream. */
  public OptionalDouble falseAlertsPerDay() {
    return perDay(falseAlerts, spanMillis);
  }

  /** Runs of false alerts in a day of the whole stream. */
  public OptionalDouble falseRunsPerDay() {
    return perDay(falseRuns, spanMillis);
  }

  /** Runs of false alerts in a day of one series. */
  public OptionalDouble falseRunsPerSeriesAndDay() {
    return perDay(falseRuns, seriesMillis);
  }

  private static OptionalDouble perDay(long count, OptionalDouble millis) {
    return millis.isPresent()
        ? OptionalDouble.of(count * DAY_MILLIS / millis.getAsDouble())
        : OptionalDouble.empty();
  }

  private static OptionalDouble positive(double millis) {
    return millis > 0 ? OptionalDouble.of(millis) : OptionalDouble.empty();
  }

  private static OptionalDouble median(double[] values) {
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return OptionalDouble.of((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
  }
}
