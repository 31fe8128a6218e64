package io.residual.trainer.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.model.record.FieldSpec;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Cells of a record in JSON, whether a schema declares them or not. Thread safe. */
public final class JsonCells {

  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonCells() {}

  /**
   * The text of a top-level member.
   *
   * @return empty if it is absent, null or blank, or if the record is no JSON
   */
  public static Optional<String> cell(byte[] record, String member) {
    try {
      JsonNode node = MAPPER.readTree(record).path(member);
      return node.isMissingNode() || node.isNull() || node.asText().isBlank()
          ? Optional.empty()
          : Optional.of(node.asText().strip());
    } catch (IOException e) {
      // No JSON: whoever reads the record by a schema refuses it with the reason.
      return Optional.empty();
    }
  }

  /**
   * Shows all cells of a record.
   *
   * @return whether the record is JSON; if not, nothing is shown
   */
  public static boolean show(byte[] record, CellVisitor visitor) {
    JsonNode node;
    try {
      node = MAPPER.readTree(record);
    } catch (IOException e) {
      return false;
    }
    show(node, "", visitor);
    visitor.endRow();
    return true;
  }

  private static void show(JsonNode node, String pointer, CellVisitor visitor) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        show(member.getValue(), pointer + FieldSpec.pointerTo(member.getKey()), visitor);
      }
    } else if (node.isArray()) {
      boolean numbers = !node.isEmpty();
      for (JsonNode element : node) {
        numbers &= element.isNumber();
      }
      visitor.cell(
          pointer,
          numbers ? CellVisitor.Kind.NUMBERS : CellVisitor.Kind.OTHER,
          Integer.toString(node.size()));
    } else if (node.isNumber()) {
      visitor.cell(pointer, CellVisitor.Kind.NUMBER, node.asText());
    } else if (node.isBoolean()) {
      visitor.cell(pointer, CellVisitor.Kind.BOOLEAN, node.asText());
    } else if (node.isTextual() && !node.asText().isBlank()) {
      visitor.cell(pointer, CellVisitor.Kind.TEXT, node.asText());
    }
  }
}
