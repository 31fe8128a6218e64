package io.residual.samples.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The shipped dashboard. */
record Dashboard(JsonNode json) {

  static Dashboard read() throws IOException {
    return new Dashboard(
        new ObjectMapper()
            .readTree(
                PrometheusTools.DEPLOYMENT.resolve("grafana/dashboards/residual.json").toFile()));
  }

  /** A query, with what Grafana puts into it still to be put in. */
  record Query(String panel, String expression) {}

  List<JsonNode> panels() {
    return list(json.get("panels"));
  }

  List<JsonNode> variables() {
    return list(json.at("/templating/list"));
  }

  List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(new Query(panel.path("title").asText(), target.path("expr").asText()));
      }
    }
    return queries;
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
