package io.residual.benchmark.quality;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** Writes every single result for programs. */
final class ResultsJson {

  private ResultsJson() {}

  static void write(Results results, Path file) throws IOException {
    JsonMapper mapper = new JsonMapper();
    ArrayNode all = mapper.createArrayNode();
    for (Result result : results.all()) {
      ObjectNode node =
          all.addObject()
              .put("group", result.trial().group().key())
              .put("set", result.set())
              .put("protocol", result.trial().protocol())
              .put("seed", result.seed())
              .put("detector", result.detector())
              .put("note", result.note());
      if (!result.failed()) {
        number(node, "auroc", result.auroc());
        number(node, "averagePrecision", result.averagePrecision());
        number(node, "bestF1", result.bestF1());
        number(node, "trainingSeconds", result.scored().trainingSeconds());
        number(node, "scoringSeconds", result.scored().scoringSeconds());
        node.put("testRows", result.anomalies().length);
      }
    }
    mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
  }

  /** JSON has no NaN: what is no number is left out. */
  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    }
  }
}
