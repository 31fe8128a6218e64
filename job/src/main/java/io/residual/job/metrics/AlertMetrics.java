package io.residual.job.metrics;

import io.residual.model.alert.Alert;
import io.residual.model.policy.Suppression;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts alerts, and records above their threshold that raise none. */
public final class AlertMetrics {

  private final Map<Alert.Kind, Counter> alerts = new EnumMap<>(Alert.Kind.class);

  private final Map<Suppression, Counter> suppressions = new EnumMap<>(Suppression.class);

  /**
   * Registers with the operator's group, every kind and reason at once, so that zeros can be seen.
   */
  public AlertMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup(MetricNames.GROUP);
    for (Alert.Kind kind : Alert.Kind.values()) {
      alerts.put(kind, group.addGroup(MetricNames.KIND, kind.code()).counter(MetricNames.ALERTS));
    }
    for (Suppression reason : Suppression.values()) {
      suppressions.put(
          reason,
          group.addGroup(MetricNames.REASON, reason.code()).counter(MetricNames.SUPPRESSED));
    }
  }

  /** A record above its threshold raised none. */
  public void suppressed(Suppression reason) {
    suppressions.get(reason).inc();
  }

  /** An alert was raised. */
  public void alert(Alert.Kind kind) {
    alerts.get(kind).inc();
  }
}
