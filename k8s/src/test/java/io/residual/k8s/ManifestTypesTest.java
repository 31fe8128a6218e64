package io.residual.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every document of every overlay, against the types of those who will read it. */
class ManifestTypesTest {

  private static final FlinkDeploymentSchema FLINK = new FlinkDeploymentSchema();

  @ParameterizedTest
  @ValueSource(strings = {"local", "production", "production-kafka"})
  void everyDocumentIsOfItsType(String overlay) throws IOException {
    List<JsonNode> documents = Overlay.render(overlay).documents();
    assertThat(documents).hasSizeGreaterThan(15);
    for (JsonNode document : documents) {
      if (isFlinkDeployment(document)) {
        assertThat(FLINK.faults(document)).as(overlay).isEmpty();
        assertThat(StrictTypes.fault(podTemplate(document))).isEmpty();
      } else {
        assertThat(StrictTypes.fault(document)).as(overlay).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/spec | restartNonse: 1",
        "/spec | flinkVersion: v9_9",
        "/spec | mode: nativ",
        "/spec | flinkConfiguration: [a]",
        "/spec/job | upgradeMode: save-point",
        "/spec/job | parallelism: two",
        "/spec/job | arguments: []",
        "/spec/jobManager | replica: 2",
        "/spec/jobManager | replicas: two",
        "/spec/taskManager/resource | ram: 4g",
        "/spec/podTemplate/spec/containers/0/securityContext | readOnlyRootFileSystem: true",
        "/spec/podTemplate/spec/containers/0 | ports: [{containerPort: prom}]",
        "/spec/podTemplate/spec | volume: []"
      })
  void faultsInTheFlinkDeploymentAreFound(String place, String fault) throws IOException {
    assertThat(FLINK.faults(planted(place, fault))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CronJob | /spec | shedule: 0 0 * * *",
        "CronJob | /spec/jobTemplate/spec/template/spec/containers/0 | image: 3",
        "CronJob | /spec/jobTemplate/spec | backoffLimit: one",
        "Role | /rules/0 | verb: [get]",
        "NetworkPolicy | /spec | podselector: {}",
        "PodDisruptionBudget | /spec | maxUnavailables: 1",
        "PodMonitor | /spec/podMetricsEndpoints/0 | intervall: 15s",
        "Kafka | /spec/kafka/listeners/0 | port: many",
        "Kafka | /spec/kafka/listeners/0 | tsl: true",
        "Kafka | /spec/kafka/listeners/0 | type: internall",
        "KafkaNodePool | /spec | roles: [controler]",
        "KafkaNodePool | /spec | replica: 3",
        "KafkaTopic | /spec | partition: 3",
        "KafkaUser | /spec/authorization/acls/0 | operations: [Reed]",
        "KafkaUser | /spec/authentication | type: scram-sha-521"
      })
  void faultsInOtherResourcesAreFound(String kind, String place, String fault) throws IOException {
    JsonNode resource =
        Overlay.render("production-kafka").all(kind).findFirst().orElseThrow().deepCopy();
    assertThat(StrictTypes.fault(resource)).isEmpty();
    plant(resource.at(place), fault);
    assertThat(StrictTypes.fault(resource)).isPresent();
  }

  private static JsonNode planted(String place, String fault) throws IOException {
    JsonNode resource = Overlay.render("production").flinkDeployment().deepCopy();
    plant(resource.at(place), fault);
    return resource;
  }

  private static void plant(JsonNode at, String fault) throws IOException {
    new YAMLMapper()
        .readTree(fault)
        .properties()
        .forEach(e -> ((ObjectNode) at).set(e.getKey(), e.getValue()));
  }

  private static boolean isFlinkDeployment(JsonNode document) {
    return Overlay.kind(document).equals("FlinkDeployment");
  }

  /** The template as the pod that it becomes: the schema has it, too, but with fewer checks. */
  private static JsonNode podTemplate(JsonNode deployment) {
    ObjectNode pod = deployment.at("/spec/podTemplate").deepCopy();
    pod.set("kind", TextNode.valueOf("Pod"));
    ((ArrayNode) pod.at("/spec/containers")).forEach(c -> ((ObjectNode) c).put("image", "any"));
    return pod;
  }
}
