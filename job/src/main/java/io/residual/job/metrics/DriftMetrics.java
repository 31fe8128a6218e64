package io.residual.job.metrics;

import io.residual.model.drift.DistributionShift;
import io.residual.model.drift.DriftReport;
import io.residual.model.drift.SeriesDrift;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** How far the last full window was from training. NaN until there is one. */
public final class DriftMetrics {

  private static final DistributionShift UNKNOWN =
      new DistributionShift(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  private final Map<String, DistributionShift> shifts = new HashMap<>();
  private final Counter windows;
  private boolean due;

  /** Registers with the operator's group, every field at once. */
  public DriftMetrics(MetricGroup operator, List<String> fields) {
    MetricGroup group = operator.addGroup(MetricNames.GROUP);
    windows = group.counter(MetricNames.DRIFT_WINDOWS);
    group.gauge(MetricNames.RETRAINING_DUE, (Gauge<Integer>) () -> due ? 1 : 0);
    for (String field : fields) {
      shifts.put(field, UNKNOWN);
      MetricGroup labelled = group.addGroup(MetricLabels.FIELD, field);
      labelled.gauge(MetricNames.DRIFT_PSI, (Gauge<Double>) () -> shifts.get(field).stability());
      labelled.gauge(MetricNames.DRIFT_KS, (Gauge<Double>) () -> shifts.get(field).distance());
      labelled.gauge(MetricNames.DRIFT_LEVEL, (Gauge<Integer>) () -> level(shifts.get(field)));
    }
  }

  private static int level(DistributionShift shift) {
    return switch (shift.level()) {
      case NONE -> 0;
      case SOME -> 1;
      case MUCH -> 2;
    };
  }

  /** A window is full. */
  public void window(DriftReport report) {
    windows.inc();
    due = report.retrainingDue();
    for (SeriesDrift series : report.series()) {
      shifts.put(series.name(), series.shift());
    }
  }
}
