package io.residual.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An overlay, rendered as {@code kubectl apply -k} would send it.
 *
 * @param name of its folder
 * @param documents the resources
 */
record Overlay(String name, List<JsonNode> documents) {

  static final Path FOLDER = Path.of("").toAbsolutePath();

  private static final YAMLMapper YAML = new YAMLMapper();

  /** Renders the overlay of that name. */
  static Overlay render(String name) throws IOException {
    return new Overlay(name, parse(Kubectl.kustomize(FOLDER.resolve("overlays").resolve(name))));
  }

  /** The documents of a YAML text. */
  static List<JsonNode> parse(String yaml) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    try (MappingIterator<JsonNode> parsed = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      parsed.forEachRemaining(documents::add);
    }
    return documents;
  }

  /** All resources of a kind. */
  Stream<JsonNode> all(String kind) {
    return documents.stream().filter(document -> kind(document).equals(kind));
  }

  /** The resource of that kind and name; names of generated ones without their hash. */
  JsonNode get(String kind, String name) {
    List<JsonNode> found =
        all(kind)
            .filter(d -> name(d).equals(name) || name(d).matches(name + "-[a-z0-9]{10}"))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "overlay " + this.name + " has " + found.size() + " of " + kind + " " + name);
    }
    return found.get(0);
  }

  /** The job. */
  JsonNode flinkDeployment() {
    return get("FlinkDeployment", "residual");
  }

  static String kind(JsonNode document) {
    return document.path("kind").asText();
  }

  static String name(JsonNode document) {
    return document.at("/metadata/name").asText();
  }

  @Override
  public String toString() {
    return name;
  }
}
