package io.residual.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.residual.job.ResidualJob;
import io.residual.job.config.JobArguments;
import io.residual.job.config.JobConfig;
import io.residual.model.config.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say about each other, and about the job and the command line. */
class ManifestConsistencyTest {

  @TempDir private Path folder;

  /** The options as the job will read them: the config map's file, then the arguments. */
  private JobConfig jobConfig(Overlay overlay) throws Exception {
    String options = overlay.get("ConfigMap", "residual-job").at("/data/job.yaml").asText();
    Path file = Files.writeString(folder.resolve("job.yaml"), options);
    List<String> arguments = texts(overlay.flinkDeployment().at("/spec/job/args"));
    arguments.replaceAll(argument -> argument.replace("/etc/residual/job.yaml", file.toString()));
    return new JobArguments(arguments.toArray(new String[0])).toConfig();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "production", "production-kafka"})
  void theJobTakesItsOptions(String name) throws Exception {
    Overlay overlay = Overlay.render(name);
    JobConfig config = jobConfig(overlay);

    assertThat(config.bundle()).endsWith("/models/machine-telemetry/current");
    assertThat(config.output().createTopics()).isFalse();
    assertThat(overlay.flinkDeployment().at("/spec/job/entryClass").asText())
        .isEqualTo(ResidualJob.class.getName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "production-kafka"})
  void everyTopicOfTheJobIsMade(String name) throws Exception {
    Overlay overlay = Overlay.render(name);
    JobConfig config = jobConfig(overlay);
    Set<String> used = new TreeSet<>(config.input().topics());
    used.add(config.output().alertsTopic());
    used.add(config.output().deadLettersTopic());
    config.output().scoresTopic().ifPresent(used::add);
    config.output().driftTopic().ifPresent(used::add);
    config.input().feedbackTopic().ifPresent(used::add);
    config.output().feedbackStatusTopic().ifPresent(used::add);

    assertThat(overlay.all("KafkaTopic").map(Overlay::name))
        .containsExactlyInAnyOrderElementsOf(used);
    Set<String> listeners =
        StreamSupport.stream(
                overlay.get("Kafka", "kafka").at("/spec/kafka/listeners").spliterator(), false)
            .map(l -> "kafka-kafka-bootstrap:" + l.path("port").asInt())
            .collect(Collectors.toSet());
    assertThat(listeners).contains(config.kafka().brokers());
  }

  @Test
  void theUserMayDoWhatTheJobDoes() throws Exception {
    Overlay overlay = Overlay.render("production-kafka");
    JobConfig config = jobConfig(overlay);
    Map<String, List<String>> rights = rights(overlay, "residual");
    assertThat(rights.get("topic " + config.input().topics().get(0))).contains("Read", "Describe");
    assertThat(rights.get("group " + config.input().groupId("any"))).contains("Read");
    assertThat(rights.get("topic " + config.output().alertsTopic())).contains("Write", "Describe");
    assertThat(rights.get("topic " + config.output().deadLettersTopic())).contains("Write");
    assertThat(rights.get("topic " + config.output().driftTopic().orElseThrow())).contains("Write");
    assertThat(rights.get("topic " + config.input().feedbackTopic().orElseThrow()))
        .contains("Read", "Describe");
    assertThat(rights.get("group " + config.input().groupId("any") + ".feedback")).contains("Read");
    assertThat(rights.get("topic " + config.output().feedbackStatusTopic().orElseThrow()))
        .contains("Write", "Describe");
    // What the job asks of the brokers at start-up, beside reading and writing.
    assertThat(rights.get("cluster ")).containsExactly("DescribeConfigs");
    assertThat(rights)
        .allSatisfy(
            (resource, operations) -> {
              if (resource.startsWith("topic ") && operations.contains("Write")) {
                assertThat(operations).contains("DescribeConfigs");
              }
            });
    // The transactions' prefix is by default the group.
    assertThat(config.transactions().idPrefix()).isEmpty();
    assertThat(rights.get("transactionalId " + config.input().groupId("any"))).contains("Write");
  }

  private static Map<String, List<String>> rights(Overlay overlay, String user) {
    Map<String, List<String>> rights = new TreeMap<>();
    for (JsonNode acl : overlay.get("KafkaUser", user).at("/spec/authorization/acls")) {
      JsonNode resource = acl.path("resource");
      rights.put(
          resource.path("type").asText() + " " + resource.path("name").asText(),
          texts(acl.path("operations")));
    }
    return rights;
  }

  @Test
  void theOtherUsersMayWriteWhatTheJobReadsAndReadWhatItWrites() throws Exception {
    Overlay overlay = Overlay.render("production-kafka");
    JobConfig config = jobConfig(overlay);
    assertThat(rights(overlay, "residual-producer"))
        .containsExactly(
            Map.entry("topic " + config.input().topics().get(0), List.of("Write", "Describe")));
    Map<String, List<String>> reader = rights(overlay, "residual-reader");
    for (String topic :
        List.of(
            config.output().alertsTopic(),
            config.output().deadLettersTopic(),
            config.output().driftTopic().orElseThrow(),
            config.output().feedbackStatusTopic().orElseThrow())) {
      assertThat(reader.get("topic " + topic)).as(topic).containsExactly("Read", "Describe");
    }
    assertThat(reader.get("topic " + config.input().feedbackTopic().orElseThrow()))
        .containsExactly("Read", "Write", "Describe");
    assertThat(reader).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "production", "production-kafka"})
  void retrainingServesTheJob(String name) throws Exception {
    Overlay overlay = Overlay.render(name);
    JobConfig config = jobConfig(overlay);
    JsonNode pod =
        overlay.get("CronJob", "residual-retraining").at("/spec/jobTemplate/spec/template/spec");
    Map<String, String> environment = new TreeMap<>();
    pod.at("/containers/0/env")
        .forEach(e -> environment.put(e.path("name").asText(), e.path("value").asText()));

    assertThat(config.bundle())
        .isEqualTo(environment.get("STORE") + "/" + environment.get("MODEL") + "/current");
    assertThat(environment.get("BROKERS")).isEqualTo(config.kafka().brokers());
    assertThat(List.of(environment.get("TOPIC"))).isEqualTo(config.input().topics());
    assertThat(environment.get("FLINK_DEPLOYMENT"))
        .isEqualTo(Overlay.name(overlay.flinkDeployment()));
    JsonNode role = overlay.get("Role", "residual-retraining").path("rules");
    assertThat(role).hasSize(1);
    assertThat(texts(role.at("/0/resourceNames"))).containsExactly("residual");
    assertThat(texts(role.at("/0/verbs"))).containsExactly("patch");
    JsonNode files = overlay.get("ConfigMap", "residual-retraining").path("data");
    assertThat(files.path("retrain.sh").asText()).startsWith("#!/bin/sh");
    Path pipeline =
        Files.writeString(folder.resolve("p.yaml"), files.path("pipeline.yaml").asText());
    assertThat(PipelineFile.read(pipeline).name()).isEqualTo(environment.get("MODEL"));
  }

  /** What clients read from files must be mounted: the job's options and the CronJob's, both. */
  @ParameterizedTest
  @ValueSource(strings = {"production", "production-kafka"})
  void secretsAreMountedWhereTheyAreReadAndWrittenNowhere(String name) throws Exception {
    Overlay overlay = Overlay.render(name);
    JsonNode job = overlay.flinkDeployment().at("/spec/podTemplate/spec");
    JsonNode cron =
        overlay.get("CronJob", "residual-retraining").at("/spec/jobTemplate/spec/template/spec");
    for (JsonNode pod : List.of(job, cron)) {
      Map<String, String> mounts = new TreeMap<>();
      pod.at("/containers/0/volumeMounts")
          .forEach(m -> mounts.put(m.path("mountPath").asText(), m.path("name").asText()));
      Map<String, String> secrets = new TreeMap<>();
      pod.path("volumes")
          .forEach(v -> secrets.put(v.path("name").asText(), v.at("/secret/secretName").asText()));
      assertThat(secrets.get(mounts.get("/run/secrets/kafka"))).isEqualTo("residual");
      assertThat(secrets.get(mounts.get("/run/secrets/kafka-ca")))
          .isEqualTo("kafka-cluster-ca-cert");
    }
    String options = overlay.get("ConfigMap", "residual-job").toString();
    String clients = overlay.get("ConfigMap", "residual-retraining").toString();
    for (String text : List.of(options, clients)) {
      assertThat(text)
          .contains(
              "${directory:/run/secrets/kafka:sasl.jaas.config}", "/run/secrets/kafka-ca/ca.crt")
          .doesNotContainPattern("password *[=:]");
    }
    assertThat(overlay.all("Secret")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "production", "production-kafka"})
  void selectorsMeetPods(String name) throws Exception {
    Overlay overlay = Overlay.render(name);
    List<Map<String, String>> pods = Pods.labels(overlay);
    List<JsonNode> selectors = new ArrayList<>();
    overlay.all("PodDisruptionBudget").forEach(b -> selectors.add(b.at("/spec/selector")));
    overlay.all("PodMonitor").forEach(m -> selectors.add(m.at("/spec/selector")));
    overlay.all("NetworkPolicy").forEach(p -> selectors.add(p.at("/spec/podSelector")));
    assertThat(selectors).hasSizeGreaterThan(3);
    for (JsonNode selector : selectors) {
      assertThat(pods).as("%s", selector).anyMatch(labels -> Pods.selects(selector, labels));
    }
    JsonNode ports = overlay.flinkDeployment().at("/spec/podTemplate/spec/containers/0/ports");
    assertThat(ports.at("/0/name").asText()).isEqualTo("prom");
    assertThat(
            overlay
                .flinkDeployment()
                .at("/spec/flinkConfiguration/metrics.reporter.prom.port")
                .asText())
        .isEqualTo(ports.at("/0/containerPort").asText());
    for (JsonNode monitor : overlay.all("PodMonitor").toList()) {
      assertThat(monitor.at("/spec/podMetricsEndpoints/0/port").asText()).isEqualTo("prom");
      // The alert rules ask for this job.
      String label = monitor.at("/spec/jobLabel").asText();
      assertThat(pods)
          .filteredOn(labels -> Pods.selects(monitor.at("/spec/selector"), labels))
          .allMatch(labels -> "residual".equals(labels.get(label)));
    }
  }

  /**
   * Kubernetes reckons {@code maxUnavailable} from the scale of the pods' controller. That of a
   * TaskManager is the JobManagers' Deployment, so a budget of TaskManagers would let go of too
   * many or of none.
   */
  @ParameterizedTest
  @ValueSource(strings = {"local", "production", "production-kafka"})
  void noDisruptionBudgetHoldsADrainUp(String name) throws Exception {
    Overlay overlay = Overlay.render(name);
    List<JsonNode> budgets = overlay.all("PodDisruptionBudget").toList();
    assertThat(budgets).isNotEmpty();
    for (JsonNode budget : budgets) {
      assertThat(budget.at("/spec/maxUnavailable").asInt()).isPositive();
      assertThat(Pods.labels(overlay).stream())
          .filteredOn(labels -> Pods.selects(budget.at("/spec/selector"), labels))
          .isNotEmpty()
          .allMatch(labels -> "jobmanager".equals(labels.get("component")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "production", "production-kafka"})
  void everyContainerOfOursIsConfined(String name) throws Exception {
    Overlay overlay = Overlay.render(name);
    List<JsonNode> pods = Pods.templates(overlay);
    assertThat(pods).hasSizeGreaterThan(1);
    for (JsonNode pod : pods) {
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).as("%s", pod).isTrue();
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      for (JsonNode container : Pods.containers(pod)) {
        JsonNode context = container.path("securityContext");
        assertThat(context.path("readOnlyRootFilesystem").asBoolean()).as("%s", container).isTrue();
        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(texts(context.at("/capabilities/drop"))).containsExactly("ALL");
        for (JsonNode mount : container.path("volumeMounts")) {
          assertThat(pod.path("volumes")).anyMatch(v -> v.path("name").equals(mount.path("name")));
        }
      }
    }
  }

  /** A Job's pods cannot be changed: one that stays would make the next apply fail. */
  @Test
  void finishedJobsMakeWayForChangedOnes() throws IOException {
    assertThat(Overlay.render("local").all("Job"))
        .isNotEmpty()
        .allSatisfy(
            job -> assertThat(job.at("/spec/ttlSecondsAfterFinished").asInt(-1)).isBetween(0, 300));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "production", "production-kafka"})
  void everythingIsInOneNamespaceAndEveryReferenceIsThere(String name) throws IOException {
    Overlay overlay = Overlay.render(name);
    for (JsonNode document : overlay.documents()) {
      if (!Overlay.kind(document).equals("Namespace")) {
        assertThat(document.at("/metadata/namespace").asText())
            .as("%s", Overlay.name(document))
            .isEqualTo("residual");
      }
    }
    Set<String> maps = overlay.all("ConfigMap").map(Overlay::name).collect(Collectors.toSet());
    Set<String> accounts =
        overlay.all("ServiceAccount").map(Overlay::name).collect(Collectors.toSet());
    Set<String> claims =
        overlay.all("PersistentVolumeClaim").map(Overlay::name).collect(Collectors.toSet());
    for (JsonNode pod : Pods.templates(overlay)) {
      pod.findValues("configMap")
          .forEach(map -> assertThat(maps).contains(map.path("name").asText()));
      pod.findValuesAsText("claimName").forEach(claim -> assertThat(claims).contains(claim));
      pod.findValuesAsText("serviceAccountName").forEach(a -> assertThat(accounts).contains(a));
    }
    assertThat(accounts).contains(overlay.flinkDeployment().at("/spec/serviceAccount").asText());
  }
}
