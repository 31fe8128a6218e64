package io.residual.job.metrics;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What the scorer counts and times. */
public final class ScoreMetrics {

  /** Batches that a histogram looks back on: some seconds' worth at full load. */
  private static final int HISTOGRAM_BATCHES = 1024;

  private final Counter recordsScored;
  private final Histogram batchSize;
  private final Histogram batchScoringMicros;

  /** Registers with the operator's group. */
  public ScoreMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup(MetricNames.GROUP);
    recordsScored = group.counter(MetricNames.RECORDS_SCORED);
    batchSize =
        group.histogram(
            MetricNames.BATCH_SIZE, new DescriptiveStatisticsHistogram(HISTOGRAM_BATCHES));
    batchScoringMicros =
        group.histogram(
            MetricNames.BATCH_SCORING_MICROS,
            new DescriptiveStatisticsHistogram(HISTOGRAM_BATCHES));
  }

  /** A batch was scored. */
  public void batch(int records, long nanos) {
    recordsScored.inc(records);
    batchSize.update(records);
    batchScoringMicros.update(nanos / 1000);
  }
}
