package io.residual.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The schema in the Flink Kubernetes Operator's resource definition, closed: fields that it does
 * not declare are refused, where an API server would drop them without a word.
 */
final class FlinkDeploymentSchema {

  private static final String DEFINITION =
      "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

  /** Versions of Flink that operators after the one of the schema have learned. */
  private static final List<String> LATER_VERSIONS = List.of("v2_0", "v2_1", "v2_2");

  private final Schema schema;

  FlinkDeploymentSchema() {
    try (InputStream in = FlinkDeploymentSchema.class.getResourceAsStream(DEFINITION)) {
      ObjectNode root =
          (ObjectNode) new YAMLMapper().readTree(in).at("/spec/versions/0/schema/openAPIV3Schema");
      close(root);
      ObjectNode properties = (ObjectNode) root.get("properties");
      for (String of : List.of("apiVersion", "kind")) {
        properties.putObject(of).put("type", "string");
      }
      properties.putObject("metadata").put("type", "object");
      ArrayNode versions = (ArrayNode) root.at("/properties/spec/properties/flinkVersion/enum");
      LATER_VERSIONS.forEach(versions::add);
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
              .getSchema(root.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with the resource; nothing if it is fine. */
  List<String> faults(JsonNode resource) {
    return schema.validate(resource.toString(), InputFormat.JSON).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private static void close(JsonNode node) {
    if (node.has("properties")
        && !node.has("additionalProperties")
        && !node.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      ((ObjectNode) node).put("additionalProperties", false);
    }
    node.path("properties").forEach(FlinkDeploymentSchema::close);
    if (node.has("items")) {
      close(node.get("items"));
    }
    if (node.path("additionalProperties").isObject()) {
      close(node.get("additionalProperties"));
    }
  }
}
