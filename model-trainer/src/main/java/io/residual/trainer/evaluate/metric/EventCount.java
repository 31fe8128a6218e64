package io.residual.trainer.evaluate.metric;

import java.util.ArrayList;
import java.util.List;

/** Adds up what {@link EventMetrics} are made of, series by series. Not thread safe. */
final class EventCount {

  private final List<Double> delayRows = new ArrayList<>();
  private final List<Double> delayMillis = new ArrayList<>();
  private int events;
  private long falseAlerts;
  private long falseRuns;
  private long firstTime = Long.MAX_VALUE;
  private long lastTime = Long.MIN_VALUE;
  private double seriesMillis;

  void add(EventMetrics.Series series) {
    boolean[] flagged = series.flagged();
    boolean[] alerts = series.alerts();
    for (Segment event : Segment.of(series.anomalous())) {
      events++;
      int first = event.from();
      while (first < event.to() && !flagged[first]) {
        first++;
      }
      if (first < event.to()) {
        delayRows.add((double) (first - event.from()));
        if (series.times().length > 0) {
          // Late records can carry an earlier time than the event's first: no alert is early.
          long delay = series.times()[first] - series.times()[event.from()];
          delayMillis.add((double) Math.max(0, delay));
        }
      }
    }
    boolean before = false;
    for (int row = 0; row < alerts.length; row++) {
      boolean wrong = alerts[row] && !series.anomalous()[row];
      falseAlerts += wrong ? 1 : 0;
      falseRuns += wrong && !before ? 1 : 0;
      before = wrong;
    }
    addTimes(series.times());
  }

  private void addTimes(long[] times) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (long time : times) {
      first = Math.min(first, time);
      last = Math.max(last, time);
    }
    if (times.length > 0) {
      firstTime = Math.min(firstTime, first);
      lastTime = Math.max(lastTime, last);
      seriesMillis += (double) last - first;
    }
  }

  int events() {
    return events;
  }

  int found() {
    return delayRows.size();
  }

  double[] delayRows() {
    return delayRows.stream().mapToDouble(d -> d).toArray();
  }

  double[] delayMillis() {
    return delayMillis.stream().mapToDouble(d -> d).toArray();
  }

  long falseAlerts() {
    return falseAlerts;
  }

  long falseRuns() {
    return falseRuns;
  }

  /** From the first time of all series to the last; not positive without times. */
  double spanMillis() {
    return (double) lastTime - firstTime;
  }

  double seriesMillis() {
    return seriesMillis;
  }
}
