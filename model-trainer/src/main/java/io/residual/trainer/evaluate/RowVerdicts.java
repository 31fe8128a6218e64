package io.residual.trainer.evaluate;

import io.residual.trainer.evaluate.metric.EventMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found out about every row: 27 bytes each, so that a million rows take 27 MB. Not thread
 * safe.
 */
public final class RowVerdicts implements ScoredRow.Visitor {

  private double[] errors = new double[1024];
  private float[] thresholds = new float[1024];
  private boolean[] anomalous = new boolean[1024];
  private boolean[] flagged = new boolean[1024];
  private boolean[] raised = new boolean[1024];
  private int[] entities = new int[1024];
  private long[] times = {};
  private final Map<String, Integer> entityNumbers = new HashMap<>();
  private int rows;
  private int modelFaults;
  private boolean timed = true;

  @Override
  public void row(ScoredRow row) {
    reserve();
    // A broken model's error ranks above all others: it raises an alert whatever the threshold.
    boolean fault = !Double.isFinite(row.error());
    errors[rows] = fault ? Double.POSITIVE_INFINITY : row.error();
    modelFaults += fault ? 1 : 0;
    thresholds[rows] = (float) row.threshold();
    anomalous[rows] = row.anomalous();
    flagged[rows] = row.flagged();
    raised[rows] = row.raised();
    entities[rows] =
        entityNumbers.computeIfAbsent(row.context().entity(), name -> entityNumbers.size());
    timed &= row.context().eventTimeMillis().isPresent();
    if (timed) {
      times[rows] = row.context().eventTimeMillis().getAsLong();
    }
    rows++;
  }

  /**
   * The verdicts on some of the rows.
   *
   * @param chosen indices of rows, ascending
   */
  RowVerdicts only(int[] chosen) {
    RowVerdicts some = new RowVerdicts();
    some.errors = new double[chosen.length];
    some.thresholds = new float[chosen.length];
    some.anomalous = new boolean[chosen.length];
    some.flagged = new boolean[chosen.length];
    some.raised = new boolean[chosen.length];
    some.entities = new int[chosen.length];
    some.times = new long[timed ? chosen.length : 0];
    for (int i = 0; i < chosen.length; i++) {
      some.errors[i] = errors[chosen[i]];
      some.thresholds[i] = thresholds[chosen[i]];
      some.anomalous[i] = anomalous[chosen[i]];
      some.flagged[i] = flagged[chosen[i]];
      some.raised[i] = raised[chosen[i]];
      some.entities[i] = entities[chosen[i]];
      some.modelFaults += Double.isInfinite(errors[chosen[i]]) ? 1 : 0;
      if (timed) {
        some.times[i] = times[chosen[i]];
      }
    }
    some.rows = chosen.length;
    some.timed = timed;
    some.entityNumbers.putAll(entityNumbers);
    return some;
  }

  private void reserve() {
    if (rows == errors.length) {
      int size = Math.addExact(rows, rows);
      errors = Arrays.copyOf(errors, size);
      thresholds = Arrays.copyOf(thresholds, size);
      anomalous = Arrays.copyOf(anomalous, size);
      flagged = Arrays.copyOf(flagged, size);
      raised = Arrays.copyOf(raised, size);
      entities = Arrays.copyOf(entities, size);
    }
    if (timed && times.length < errors.length) {
      times = Arrays.copyOf(times, errors.length);
    }
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Rows for which the model gave no finite error; they are infinite in {@link #errors}. */
  public int modelFaults() {
    return modelFaults;
  }

  /** Number of entities. */
  public int entities() {
    return entityNumbers.size();
  }

  /** Whether every row has an event time. */
  public boolean timed() {
    return timed && rows > 0;
  }

  /** A copy of the errors, {@code [rows]}. */
  public double[] errors() {
    return Arrays.copyOf(errors, rows);
  }

  /** Error of a row. */
  public double error(int row) {
    return errors[row];
  }

  /** The threshold that a row met. */
  public double threshold(int row) {
    return thresholds[row];
  }

  /** Whether a row is labelled an anomaly. */
  public boolean isAnomalous(int row) {
    return anomalous[row];
  }

  /** Whether a row raises an alert or belongs to an incident that has. */
  public boolean isFlagged(int row) {
    return flagged[row];
  }

  /** Whether a row raises an alert. */
  public boolean isRaised(int row) {
    return raised[row];
  }

  /** A copy of the labels, {@code [rows]}. */
  public boolean[] labels() {
    return Arrays.copyOf(anomalous, rows);
  }

  /** A copy of which rows are flagged, {@code [rows]}. */
  public boolean[] flagged() {
    return Arrays.copyOf(flagged, rows);
  }

  /** A copy of which rows raise an alert, {@code [rows]}. */
  public boolean[] raised() {
    return Arrays.copyOf(raised, rows);
  }

  /** Number of flagged rows. */
  public int flaggedCount() {
    return count(flagged);
  }

  /** Number of alerts. */
  public int alertCount() {
    return count(raised);
  }

  private int count(boolean[] marks) {
    int count = 0;
    for (int row = 0; row < rows; row++) {
      count += marks[row] ? 1 : 0;
    }
    return count;
  }

  /** For every entity the indices of its rows, in order. */
  public List<int[]> seriesRows() {
    int[] counts = new int[entities()];
    for (int row = 0; row < rows; row++) {
      counts[entities[row]]++;
    }
    List<int[]> series = new ArrayList<>();
    for (int count : counts) {
      series.add(new int[count]);
    }
    int[] next = new int[counts.length];
    for (int row = 0; row < rows; row++) {
      series.get(entities[row])[next[entities[row]]++] = row;
    }
    return series;
  }

  /** Labels, flags, alerts and times, entity by entity. */
  public List<EventMetrics.Series> series() {
    List<EventMetrics.Series> all = new ArrayList<>();
    for (int[] indices : seriesRows()) {
      boolean[] labels = new boolean[indices.length];
      boolean[] marks = new boolean[indices.length];
      boolean[] alerts = new boolean[indices.length];
      long[] moments = new long[timed ? indices.length : 0];
      for (int i = 0; i < indices.length; i++) {
        labels[i] = anomalous[indices[i]];
        marks[i] = flagged[indices[i]];
        alerts[i] = raised[indices[i]];
        if (timed) {
          moments[i] = times[indices[i]];
        }
      }
      all.add(new EventMetrics.Series(labels, marks, alerts, moments));
    }
    return all;
  }
}
