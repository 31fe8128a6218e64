package io.residual.model.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** Holds alerts against their published schema. */
public final class AlertContract {

  private static final Schema PUBLISHED = schema(AlertSchema.text());
  private static final Schema STRICT = schema(strict());

  private AlertContract() {}

  /** What is wrong with an alert for a reader; empty if nothing is. */
  public static List<String> violations(String alert) {
    return messages(PUBLISHED, alert);
  }

  /** What is wrong with an alert of this version: unknown members as well. */
  public static List<String> violations(byte[] alert) {
    return messages(STRICT, new String(alert, UTF_8));
  }

  private static List<String> messages(Schema schema, String alert) {
    return schema.validate(alert, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  private static Schema schema(String text) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
  }

  /** The schema without room for members that it does not know. */
  private static String strict() {
    try {
      JsonNode schema = new ObjectMapper().readTree(AlertSchema.text());
      close(schema);
      schema.get("$defs").forEach(AlertContract::close);
      return schema.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void close(JsonNode schema) {
    if (schema.has("properties")) {
      ((ObjectNode) schema).put("additionalProperties", false);
      schema.get("properties").forEach(AlertContract::close);
    }
  }
}
