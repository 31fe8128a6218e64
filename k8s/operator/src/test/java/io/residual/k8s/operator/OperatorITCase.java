package io.residual.k8s.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.mockwebserver.MockWebServer;
import org.apache.flink.kubernetes.operator.FlinkOperator;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The real operator, on an API server that keeps what it is sent: what does it make of the
 * production manifest? Other tests count on the labels that are seen here.
 */
@Tag("operator")
class OperatorITCase {

  private static KubernetesMockServer server;
  private static KubernetesClient client;
  private static Deployment jobManager;

  @BeforeAll
  static void deploy() throws Exception {
    server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            new HashMap<>(),
            new KubernetesCrudDispatcher(),
            false);
    server.init(InetAddress.getLoopbackAddress(), 0);
    System.setProperty("kubernetes.master", "http://127.0.0.1:" + server.getPort() + "/");
    System.setProperty("kubernetes.auth.tryKubeConfig", "false");
    System.setProperty("kubernetes.auth.tryServiceAccount", "false");
    System.setProperty("kubernetes.namespace", "residual");
    client = new KubernetesClientBuilder().build();
    for (String kind : List.of("flinkdeployments", "flinksessionjobs")) {
      client
          .load(
              OperatorITCase.class.getResourceAsStream(
                  "/META-INF/fabric8/" + kind + ".flink.apache.org-v1.yml"))
          .create();
    }
    client.resource(OlderFlink.deployment("production")).create();
    FlinkOperator.main(new String[0]);
    jobManager =
        client
            .apps()
            .deployments()
            .inNamespace("residual")
            .withName("residual")
            .waitUntilCondition(deployment -> deployment != null, 2, TimeUnit.MINUTES);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.destroy();
  }

  private static PodSpec pod() {
    return jobManager.getSpec().getTemplate().getSpec();
  }

  private static Container main() {
    return pod().getContainers().stream()
        .filter(container -> container.getName().equals("flink-main-container"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itStartsTheJobManagersAsAsked() {
    assertThat(jobManager.getSpec().getReplicas()).isEqualTo(2);
    assertThat(main().getImage()).isEqualTo("registry.example/residual-job:0.1.0");
    assertThat(main().getResources().getLimits().get("memory").toString()).isEqualTo("2048Mi");
    assertThat(main().getCommand()).contains("/opt/residual/bin/entrypoint.sh");
    assertThat(String.join(" ", main().getArgs())).contains("kubernetes-application");
    assertThat(pod().getServiceAccountName()).isEqualTo("residual");
    assertThat(pod().getTopologySpreadConstraints())
        .singleElement()
        .satisfies(
            spread ->
                assertThat(jobManager.getSpec().getTemplate().getMetadata().getLabels())
                    .containsAllEntriesOf(spread.getLabelSelector().getMatchLabels()));
  }

  @Test
  void itKeepsThePodsConfinedAndTheSecretsMounted() {
    assertThat(pod().getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(main().getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(main().getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(pod().getVolumes())
        .filteredOn(volume -> volume.getSecret() != null)
        .extracting(volume -> volume.getSecret().getSecretName())
        .contains("residual", "kafka-cluster-ca-cert");
    assertThat(main().getVolumeMounts())
        .extracting(mount -> mount.getMountPath())
        .contains("/etc/residual", "/run/secrets/kafka", "/tmp", "/opt/flink/log");
  }

  @Test
  void itLabelsPodsAsTheSelectorsExpect() {
    assertThat(jobManager.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry("app", "residual")
        .containsEntry("component", "jobmanager")
        .containsEntry("type", "flink-native-kubernetes")
        .containsEntry("app.kubernetes.io/part-of", "residual");
    assertThat(main().getPorts())
        .anySatisfy(
            port -> {
              assertThat(port.getName()).isEqualTo("prom");
              assertThat(port.getContainerPort()).isEqualTo(9249);
            });
  }

  @Test
  void itHandsTheJobsArgumentsAndSettingsOn() {
    String settings =
        client
            .configMaps()
            .inNamespace("residual")
            .withName("flink-config-residual")
            // Made after the Deployment, which owns it.
            .waitUntilCondition(map -> map != null, 1, TimeUnit.MINUTES)
            .getData()
            .get("flink-conf.yaml");
    assertThat(settings)
        .contains(
            "--bundle;s3://residual/models/machine-telemetry/current",
            "io.residual.job.ResidualJob",
            "local:///opt/flink/usrlib/residual-job.jar",
            "s3://residual/savepoints",
            "pipeline.max-parallelism: 720");
    assertThat(client.services().inNamespace("residual").withName("residual-rest").get())
        .isNotNull();
    assertThat(
            client
                .resources(FlinkDeployment.class)
                .inNamespace("residual")
                .withName("residual")
                .get()
                .getStatus()
                .getError())
        .isNull();
  }
}
