package io.residual.job.metrics;

import io.residual.model.alert.Alert;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts alerts. */
public final class AlertMetrics {

  private final Map<Alert.Kind, Counter> alerts = new EnumMap<>(Alert.Kind.class);

  /** Registers with the operator's group, every kind at once, so that zeros can be seen. */
  public AlertMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup(MetricNames.GROUP);
    for (Alert.Kind kind : Alert.Kind.values()) {
      alerts.put(kind, group.addGroup(MetricNames.KIND, kind.code()).counter(MetricNames.ALERTS));
    }
  }

  /** An alert was raised. */
  public void alert(Alert.Kind kind) {
    alerts.get(kind).inc();
  }
}
