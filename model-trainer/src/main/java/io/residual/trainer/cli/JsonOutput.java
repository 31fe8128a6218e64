package io.residual.trainer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.trainer.evaluate.metric.Figure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes JSON where the user wants it. */
final class JsonOutput {

  /** What stands for standard output. */
  private static final String STANDARD_OUTPUT = "-";

  private JsonOutput() {}

  static void write(JsonNode node, String target, PrintWriter out) throws IOException {
    String text = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(node);
    if (target.equals(STANDARD_OUTPUT)) {
      out.println(text);
      out.flush();
    } else {
      Files.writeString(Path.of(target), text + System.lineSeparator());
    }
  }

  /** Puts a number, or null in place of one that is not finite: JSON has no such numbers. */
  static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  /** Puts a figure with its interval. */
  static void put(ObjectNode node, String name, Figure figure) {
    ObjectNode entry = node.putObject(name);
    put(entry, "value", figure.value());
    put(entry, "low", figure.interval().low());
    put(entry, "high", figure.interval().high());
  }
}
