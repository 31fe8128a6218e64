package io.residual.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The pods that an overlay leads to. */
final class Pods {

  private Pods() {}

  /** The pod specifications in an overlay's documents. */
  static List<JsonNode> templates(Overlay overlay) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode document : overlay.documents()) {
      Stream.of(
              "/spec/template/spec",
              "/spec/jobTemplate/spec/template/spec",
              "/spec/podTemplate/spec")
          .map(document::at)
          .filter(JsonNode::isObject)
          .forEach(found::add);
    }
    return found;
  }

  /** Labels of the pods: as templates have them, and as Flink adds them to its own. */
  static List<Map<String, String>> labels(Overlay overlay) {
    List<Map<String, String>> found = new ArrayList<>();
    for (JsonNode document : overlay.documents()) {
      for (String place : List.of("/spec/template", "/spec/jobTemplate/spec/template")) {
        if (document.at(place).isObject()) {
          found.add(labels(document.at(place)));
        }
      }
    }
    JsonNode flink = overlay.flinkDeployment();
    for (String component : List.of("jobmanager", "taskmanager")) {
      Map<String, String> labels = labels(flink.at("/spec/podTemplate"));
      labels.put("app", Overlay.name(flink));
      labels.put("component", component);
      labels.put("type", "flink-native-kubernetes");
      found.add(labels);
    }
    return found;
  }

  private static Map<String, String> labels(JsonNode template) {
    Map<String, String> labels = new TreeMap<>();
    template
        .at("/metadata/labels")
        .properties()
        .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    return labels;
  }

  /** Whether a label selector selects a pod with the labels. */
  static boolean selects(JsonNode selector, Map<String, String> labels) {
    return selector.path("matchLabels").properties().stream()
        .allMatch(e -> e.getValue().asText().equals(labels.get(e.getKey())));
  }

  /** Its containers, the initial ones too. */
  static List<JsonNode> containers(JsonNode pod) {
    List<JsonNode> containers = new ArrayList<>();
    pod.path("containers").forEach(containers::add);
    pod.path("initContainers").forEach(containers::add);
    return containers;
  }
}
