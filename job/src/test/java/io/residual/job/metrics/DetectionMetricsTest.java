package io.residual.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.alert.Alert;
import io.residual.model.detect.Detection;
import io.residual.model.policy.Incident;
import io.residual.model.policy.PolicyDecision;
import io.residual.model.policy.Suppression;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class DetectionMetricsTest {

  /** Keeps what is registered, by the path of groups and name. */
  private static final class Registered extends UnregisteredMetricsGroup {

    private final String path;
    private final Map<String, Metric> all;

    Registered() {
      this("", new TreeMap<>());
    }

    private Registered(String path, Map<String, Metric> all) {
      this.path = path;
      this.all = all;
    }

    @Override
    public Registered addGroup(String name) {
      return new Registered(path + name + "/", all);
    }

    @Override
    public Registered addGroup(String key, String value) {
      return new Registered(path + key + "=" + value + "/", all);
    }

    @Override
    public Counter counter(String name) {
      Counter counter = super.counter(name);
      assertThat(all.put(path + name, counter)).as("registered once: %s%s", path, name).isNull();
      return counter;
    }

    /** Counters that are not 0. */
    Map<String, Long> counts() {
      Map<String, Long> counts = new TreeMap<>();
      all.forEach(
          (name, metric) -> {
            if (metric instanceof Counter counter && counter.getCount() != 0) {
              counts.put(name, counter.getCount());
            }
          });
      return counts;
    }
  }

  private final Registered group = new Registered();

  private static Detection detection(boolean raised, Suppression reason) {
    return new Detection(
        2,
        1,
        0.5,
        raised || reason != null,
        new PolicyDecision(null, Optional.empty(), raised, Optional.empty(), opt(reason)),
        null);
  }

  private static Optional<Suppression> opt(Suppression reason) {
    return Optional.ofNullable(reason);
  }

  private static Alert alert(Alert.Kind kind, String entity, double severity) {
    Incident.Peak peak = new Incident.Peak(Instant.EPOCH, 9.0, 0.95);
    Incident incident =
        new Incident("i", Incident.State.CLOSED, Instant.EPOCH, Instant.EPOCH, peak, 3);
    return new Alert(
        "id", kind, Instant.EPOCH, entity, 2.0, 1.0, severity, incident, null, null, null, null);
  }

  @Test
  void everyRecordIsCountedOnce() {
    DetectionMetrics metrics = new DetectionMetrics(group, 0);

    metrics.detection(detection(false, null));
    metrics.detection(detection(false, null));
    metrics.detection(detection(true, null));
    for (Suppression reason : Suppression.values()) {
      metrics.detection(detection(false, reason));
    }

    Map<String, Long> counts = group.counts();
    int reasons = Suppression.values().length - 1;
    assertThat(counts)
        .containsEntry("residual/outcome=normal/recordsScored", 2L)
        .containsEntry("residual/outcome=alert/recordsScored", 1L)
        .containsEntry("residual/outcome=suppressed/recordsScored", (long) reasons)
        .containsEntry("residual/recordsLate", 1L)
        .containsEntry("residual/reason=cool-down/suppressed", 1L)
        .doesNotContainKey("residual/reason=late/suppressed")
        .hasSize(4 + reasons);
  }

  @Test
  void alertsAreCountedByKindAndBandOfSeverity() {
    DetectionMetrics metrics = new DetectionMetrics(group, 0);

    metrics.alert(alert(Alert.Kind.ANOMALY, "a", 0.41));
    metrics.alert(alert(Alert.Kind.ANOMALY, "a", 0.5));
    metrics.alert(alert(Alert.Kind.ANOMALY, "a", 0.7));
    metrics.alert(alert(Alert.Kind.MODEL_FAULT, "a", 1));
    metrics.alert(alert(Alert.Kind.INCIDENT_CLOSED, "a", 0.1));

    assertThat(group.counts())
        .containsOnlyKeys(
            "residual/kind=anomaly/severity=low/alerts",
            "residual/kind=anomaly/severity=medium/alerts",
            "residual/kind=anomaly/severity=high/alerts",
            "residual/kind=model-fault/severity=critical/alerts",
            "residual/kind=incident-closed/severity=critical/alerts");
  }

  @Test
  void theFirstEntitiesHaveACounterAndTheOthersOneTogether() {
    DetectionMetrics metrics = new DetectionMetrics(group, 2);

    for (String entity : new String[] {"a", "x".repeat(129), "b", "c", "a", "(other)", "d"}) {
      metrics.alert(alert(Alert.Kind.ANOMALY, entity, 0.4));
    }
    metrics.alert(alert(Alert.Kind.INCIDENT_CLOSED, "a", 0.4));

    Map<String, Long> counts = group.counts();
    counts.keySet().removeIf(name -> !name.endsWith("entityAlerts"));
    assertThat(counts)
        .isEqualTo(
            Map.of(
                "residual/entity=a/entityAlerts", 2L,
                "residual/entity=b/entityAlerts", 1L,
                "residual/entity=(other)/entityAlerts", 4L));
  }

  @Test
  void aSeverityThatIsNoNumberIsLow() {
    assertThat(SeverityBand.of(Double.NaN)).isEqualTo(SeverityBand.LOW);
    assertThat(SeverityBand.of(0.9)).isEqualTo(SeverityBand.CRITICAL);
  }
}
