package io.residual.job.metrics;

import io.residual.model.alert.Alert;
import io.residual.model.detect.Detection;
import io.residual.model.policy.Suppression;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts what became of records that got an error, and alerts. Every record is counted once:
 * scored, with what came of it, or declared late.
 */
public final class DetectionMetrics {

  private final Counter normal;
  private final Counter alerted;
  private final Counter suppressed;
  private final Counter late;
  private final Map<Suppression, Counter> reasons = new EnumMap<>(Suppression.class);
  private final Map<Alert.Kind, Map<SeverityBand, Counter>> alerts =
      new EnumMap<>(Alert.Kind.class);
  private final EntityAlerts entities;
  private final RecentValues error = new RecentValues();
  private final RecentValues threshold = new RecentValues();
  private final RecentValues relativeError = new RecentValues();

  /**
   * Registers with the operator's group, every label's values at once, so that zeros can be seen.
   *
   * @param namedEntities how many entities get a counter of their own
   */
  public DetectionMetrics(MetricGroup operator, int namedEntities) {
    MetricGroup group = operator.addGroup(MetricNames.GROUP);
    normal = scored(group, "normal");
    alerted = scored(group, "alert");
    suppressed = scored(group, "suppressed");
    late = group.counter(MetricNames.RECORDS_LATE);
    for (Suppression reason : Suppression.values()) {
      if (reason != Suppression.LATE) {
        reasons.put(
            reason,
            group.addGroup(MetricLabels.REASON, reason.code()).counter(MetricNames.SUPPRESSED));
      }
    }
    for (Alert.Kind kind : Alert.Kind.values()) {
      alerts.put(kind, bands(group.addGroup(MetricLabels.KIND, kind.code())));
    }
    entities = new EntityAlerts(group, namedEntities);
    group.histogram(MetricNames.ERROR, error);
    group.histogram(MetricNames.THRESHOLD, threshold);
    group.histogram(MetricNames.RELATIVE_ERROR, relativeError);
  }

  private static Counter scored(MetricGroup group, String outcome) {
    return group.addGroup(MetricLabels.OUTCOME, outcome).counter(MetricNames.RECORDS_SCORED);
  }

  private static Map<SeverityBand, Counter> bands(MetricGroup kind) {
    Map<SeverityBand, Counter> bands = new EnumMap<>(SeverityBand.class);
    for (SeverityBand band : SeverityBand.values()) {
      bands.put(
          band, kind.addGroup(MetricLabels.SEVERITY, band.code()).counter(MetricNames.ALERTS));
    }
    return bands;
  }

  /** A record was compared with its threshold. */
  public void detection(Detection detection) {
    error.add(detection.error());
    threshold.add(detection.threshold());
    relativeError.add(detection.error() / detection.threshold());
    Suppression reason = detection.decision().suppressed().orElse(null);
    if (detection.decision().raised()) {
      alerted.inc();
    } else if (reason == null) {
      normal.inc();
    } else if (reason == Suppression.LATE) {
      late.inc();
    } else {
      suppressed.inc();
      reasons.get(reason).inc();
    }
  }

  /** An alert was raised; that an incident is over counts with the severity of its worst record. */
  public void alert(Alert alert) {
    boolean closed = alert.kind() == Alert.Kind.INCIDENT_CLOSED;
    double severity = closed ? alert.incident().peak().severity() : alert.severity();
    alerts.get(alert.kind()).get(SeverityBand.of(severity)).inc();
    if (!closed) {
      entities.alert(alert.entity());
    }
  }
}
