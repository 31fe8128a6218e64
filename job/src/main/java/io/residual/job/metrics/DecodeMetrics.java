package io.residual.job.metrics;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the decoder counts. */
public final class DecodeMetrics {

  private final MetricGroup group;
  private final Counter recordsIn;
  private final Map<String, Counter> deadLetters = new HashMap<>();

  /** Registers with the operator's group. */
  public DecodeMetrics(MetricGroup operator) {
    group = operator.addGroup(MetricNames.GROUP);
    recordsIn = group.counter(MetricNames.RECORDS_IN);
  }

  /** A record came in. */
  public void recordIn() {
    recordsIn.inc();
  }

  /** A record was refused. */
  public void deadLetter(String reason) {
    deadLetters
        .computeIfAbsent(
            reason, r -> group.addGroup(MetricNames.REASON, r).counter(MetricNames.DEAD_LETTERS))
        .inc();
  }
}
