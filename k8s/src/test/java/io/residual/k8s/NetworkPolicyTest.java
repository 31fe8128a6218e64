package io.residual.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.k8s.NetworkRules.End;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Network policies against connections. Those that must pass were seen in the node's table of
 * connections while the overlay ran on a cluster: start, upgrade, checkpoints, failover, scaling,
 * retraining. That of Prometheus is what the PodMonitor asks for.
 */
class NetworkPolicyTest {

  private static final Map<String, End> ENDS =
      Map.of(
          "jobmanager", flink("jobmanager"),
          "taskmanager", flink("taskmanager"),
          "retraining",
              End.pod(
                  Map.of(
                      "app.kubernetes.io/name", "residual-retraining",
                      "app.kubernetes.io/part-of", "residual")),
          "broker", End.pod(Map.of("strimzi.io/name", "kafka-kafka")),
          "operator", End.elsewhere(Map.of("app.kubernetes.io/name", "flink-kubernetes-operator")),
          "prometheus", End.elsewhere(Map.of("app.kubernetes.io/name", "prometheus")),
          "neighbour", End.pod(Map.of("app.kubernetes.io/name", "sample-records")),
          "stranger", End.elsewhere(Map.of("app", "residual")),
          "outside", End.outside());

  private static End flink(String component) {
    return End.pod(
        Map.of(
            "app", "residual",
            "component", component,
            "type", "flink-native-kubernetes",
            "app.kubernetes.io/name", "residual",
            "app.kubernetes.io/part-of", "residual"));
  }

  private static NetworkRules rules;

  @BeforeAll
  static void render() throws IOException {
    rules = NetworkRules.of(Overlay.render("production-kafka"));
  }

  private static boolean allowed(String from, String to, String protocol, int port) {
    return rules.allow(ENDS.get(from), ENDS.get(to), protocol, port);
  }

  @ParameterizedTest
  @CsvSource({
    "jobmanager, outside, UDP, 53",
    "jobmanager, outside, TCP, 443",
    "jobmanager, outside, TCP, 6443",
    "jobmanager, broker, TCP, 9093",
    "jobmanager, jobmanager, TCP, 6123",
    "jobmanager, jobmanager, TCP, 42401",
    "jobmanager, taskmanager, TCP, 34935",
    "taskmanager, jobmanager, TCP, 6123",
    "taskmanager, taskmanager, TCP, 36565",
    "taskmanager, broker, TCP, 9093",
    "taskmanager, outside, UDP, 53",
    "taskmanager, outside, TCP, 443",
    "taskmanager, outside, TCP, 6443",
    "retraining, outside, UDP, 53",
    "retraining, outside, TCP, 443",
    "retraining, outside, TCP, 6443",
    "retraining, broker, TCP, 9093",
    "operator, jobmanager, TCP, 8081",
    "prometheus, jobmanager, TCP, 9249",
    "prometheus, taskmanager, TCP, 9249",
  })
  void whatTheDeploymentDoesPasses(String from, String to, String protocol, int port) {
    assertThat(allowed(from, to, protocol, port)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "neighbour, jobmanager, TCP, 8081",
    "stranger, jobmanager, TCP, 8081",
    "stranger, taskmanager, TCP, 6122",
    "outside, jobmanager, TCP, 8081",
    "operator, jobmanager, TCP, 6123",
    "prometheus, jobmanager, TCP, 8081",
    "retraining, jobmanager, TCP, 8081",
    "neighbour, retraining, TCP, 8080",
    "jobmanager, outside, TCP, 80",
    "taskmanager, outside, TCP, 22",
    "taskmanager, neighbour, TCP, 8080",
    "retraining, outside, TCP, 80",
    "retraining, outside, UDP, 443",
    "jobmanager, broker, TCP, 9096",
  })
  void nothingElseDoes(String from, String to, String protocol, int port) {
    assertThat(allowed(from, to, protocol, port)).isFalse();
  }

  /** Without the overlay's monitoring nobody scrapes, and all else is as in production. */
  @ParameterizedTest
  @ValueSource(strings = {"jobmanager", "taskmanager"})
  void whereNothingIsMonitoredNothingMayScrape(String component) throws IOException {
    assertThat(
            NetworkRules.of(Overlay.render("local"))
                .allow(ENDS.get("prometheus"), ENDS.get(component), "TCP", 9249))
        .isFalse();
  }
}
