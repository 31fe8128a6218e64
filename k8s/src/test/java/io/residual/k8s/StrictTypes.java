package io.residual.k8s;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Compares resources with the types of Kubernetes, of the Prometheus operator and of Strimzi. An
 * API server drops or refuses what its types do not have; here every field must be one of the
 * type's, and every value must survive the way into the type and out again.
 */
final class StrictTypes {

  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", ConfigMap.class),
          Map.entry("v1/Namespace", Namespace.class),
          Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
          Map.entry("v1/Pod", Pod.class),
          Map.entry("v1/ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1/Deployment", Deployment.class),
          Map.entry("batch/v1/CronJob", CronJob.class),
          Map.entry("batch/v1/Job", Job.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
          Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class),
          Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
          Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
          Map.entry("kafka.strimzi.io/v1/Kafka", Kafka.class),
          Map.entry("kafka.strimzi.io/v1/KafkaNodePool", KafkaNodePool.class),
          Map.entry("kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class),
          Map.entry("kafka.strimzi.io/v1/KafkaUser", KafkaUser.class));

  /** The types collect what they do not know; without that, it is an error. */
  private static final class NoLeftovers extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }
  }

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .annotationIntrospector(new NoLeftovers())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private static final JsonMapper PLAIN = new JsonMapper();

  private StrictTypes() {}

  /** What is wrong with the resource, if anything. */
  static Optional<String> fault(JsonNode resource) {
    return fault(resource, TYPES.get(key(resource)));
  }

  private static Optional<String> fault(JsonNode resource, Class<?> type) {
    if (type == null) {
      return Optional.of("no type is known for " + key(resource));
    }
    try {
      ObjectNode back = PLAIN.valueToTree(STRICT.treeToValue(resource, type));
      back.set(
          "apiVersion", resource.path("apiVersion")); // Strimzi's types always write the oldest
      return lost(resource, back, "");
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(key(resource) + " " + Overlay.name(resource) + ": " + e.getMessage());
    }
  }

  /**
   * Where a value changed or vanished: an unknown constant becomes nothing, a wrong type another.
   */
  private static Optional<String> lost(JsonNode sent, JsonNode back, String path) {
    if (sent.isObject() && back.isObject()) {
      return sent.properties().stream()
          .map(e -> lost(e.getValue(), back.path(e.getKey()), path + "/" + e.getKey()))
          .flatMap(Optional::stream)
          .findFirst();
    }
    if (sent.isArray() && back.isArray() && sent.size() == back.size()) {
      for (int i = 0; i < sent.size(); i++) {
        Optional<String> fault = lost(sent.get(i), back.get(i), path + "/" + i);
        if (fault.isPresent()) {
          return fault;
        }
      }
      return Optional.empty();
    }
    boolean nothing = sent.isContainerNode() && sent.isEmpty() && back.isMissingNode();
    boolean numbers = sent.isNumber() && back.isNumber();
    boolean same = numbers ? sent.asDouble() == back.asDouble() : sent.equals(back);
    return nothing || same
        ? Optional.empty()
        : Optional.of(path + " is " + sent + ", which its type reads as " + back);
  }

  private static String key(JsonNode resource) {
    return resource.path("apiVersion").asText() + "/" + resource.path("kind").asText();
  }
}
