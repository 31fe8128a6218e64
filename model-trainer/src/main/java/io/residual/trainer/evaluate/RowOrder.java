package io.residual.trainer.evaluate;

import io.residual.trainer.evaluate.metric.Segment;
import java.util.Locale;

/** Whether neighbouring rows belong together. */
public enum RowOrder {
  /** Told by the rows, see {@link #series}. */
  AUTO,
  /** Rows are records of a stream: a run of anomalous rows is one event. */
  SERIES,
  /** Rows are a sample in no particular order: each counts by itself. */
  INDEPENDENT;

  /** As people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether the rows are series. Under AUTO they are if they have event times or several entities,
   * or if the anomalous rows make at most half of the runs that they would make in random order,
   * {@code a (n - a + 1) / n} for a of n rows (Wald and Wolfowitz, Annals of Mathematical
   * Statistics 11, 1940), yet more than one: a file with the anomalies at its end is sorted, not a
   * stream.
   */
  boolean series(RowVerdicts verdicts) {
    if (this != AUTO) {
      return this == SERIES;
    }
    if (verdicts.timed() || verdicts.entities() > 1) {
      return true;
    }
    boolean[] labels = verdicts.labels();
    int runs = Segment.of(labels).size();
    double anomalies = 0;
    for (boolean label : labels) {
      anomalies += label ? 1 : 0;
    }
    return runs > 1 && runs <= 0.5 * anomalies * (labels.length - anomalies + 1) / labels.length;
  }
}
