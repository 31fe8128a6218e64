package io.residual.trainer.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.model.bundle.Manifest;
import io.residual.trainer.evaluate.Comparison;
import java.util.List;
import java.util.Locale;

/** A comparison for programs. Figures that are not defined are null. */
final class ComparisonJson {

  private ComparisonJson() {}

  static ObjectNode of(Comparison comparison, boolean passed) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("passed", passed);
    node.put("verdict", lower(comparison.verdict()));
    node.put("by", comparison.labelled() ? "labels" : "planted-anomalies");
    model(node.putObject("current"), comparison.current());
    model(node.putObject("candidate"), comparison.candidate());
    ObjectNode rows = node.putObject("rows");
    rows.put("compared", comparison.rows());
    rows.put("onlyCurrent", comparison.onlyCurrent());
    rows.put("onlyCandidate", comparison.onlyCandidate());
    node.put("unitsOfResampling", comparison.units());
    checks(node.putArray("checks"), comparison.checks());
    checks(node.putArray("others"), comparison.others());
    ObjectNode alerts = node.putObject("alertsOnNormalRows");
    alerts.put("current", comparison.currentAlerts());
    alerts.put("candidate", comparison.candidateAlerts());
    alerts.put("verdict", lower(comparison.alertVerdict()));
    return node;
  }

  private static void model(ObjectNode node, Manifest manifest) {
    node.put("name", manifest.name());
    node.put("version", manifest.version());
  }

  private static void checks(ArrayNode array, List<Comparison.Check> checks) {
    for (Comparison.Check check : checks) {
      ObjectNode node = array.addObject();
      node.put("figure", check.name());
      JsonOutput.put(node, "current", check.current());
      JsonOutput.put(node, "candidate", check.candidate());
      JsonOutput.put(node, "difference", check.difference());
      node.put("margin", check.margin());
      node.put("verdict", lower(check.verdict()));
    }
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
