package io.residual.job.metrics;

import io.residual.model.bundle.Manifest;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Which model scores, in batches of what size, and how long that takes. */
public final class ScoreMetrics {

  private static final double NANOS_PER_MICRO = 1000;

  private final RecentValues batchSize = new RecentValues();
  private final RecentValues batchScoringMicros = new RecentValues();

  /** Registers with the operator's group. */
  public ScoreMetrics(MetricGroup operator, Manifest model) {
    MetricGroup group = operator.addGroup(MetricNames.GROUP);
    group.histogram(MetricNames.BATCH_SIZE, batchSize);
    group.histogram(MetricNames.BATCH_SCORING_MICROS, batchScoringMicros);
    group
        .addGroup(MetricLabels.MODEL, model.name())
        .addGroup(MetricLabels.VERSION, model.version())
        .gauge(MetricNames.MODEL_INFO, (Gauge<Integer>) () -> 1);
  }

  /** A batch was scored. */
  public void batch(int records, long nanos) {
    batchSize.add(records);
    batchScoringMicros.add(nanos / NANOS_PER_MICRO);
  }
}
