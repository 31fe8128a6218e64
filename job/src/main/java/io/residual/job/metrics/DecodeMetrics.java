package io.residual.job.metrics;

import io.residual.model.record.RejectReason;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the decoder counts. */
public final class DecodeMetrics {

  private final Counter recordsIn;
  private final Map<String, Counter> deadLetters = new HashMap<>();

  /**
   * Registers with the operator's group, every reason at once: a counter that appears with its
   * first record is never seen to rise from 0.
   *
   * @param fault reason of records on which the decoder itself failed
   */
  public DecodeMetrics(MetricGroup operator, String fault) {
    MetricGroup group = operator.addGroup(MetricNames.GROUP);
    recordsIn = group.counter(MetricNames.RECORDS_IN);
    register(group, fault);
    for (RejectReason reason : RejectReason.values()) {
      register(group, reason.code());
    }
  }

  private void register(MetricGroup group, String reason) {
    deadLetters.put(
        reason, group.addGroup(MetricLabels.REASON, reason).counter(MetricNames.DEAD_LETTERS));
  }

  /** A record came in. */
  public void recordIn() {
    recordsIn.inc();
  }

  /** A record was refused, for one of the registered reasons. */
  public void deadLetter(String reason) {
    deadLetters.get(reason).inc();
  }
}
