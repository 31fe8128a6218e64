package io.residual.samples.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alerting rules, by Prometheus' own checks and unit tests. */
class AlertRulesITCase {

  private static final Path FOLDER = PrometheusTools.DEPLOYMENT.resolve("prometheus");

  private static JsonNode read(String file) throws IOException {
    return new YAMLMapper().readTree(FOLDER.resolve(file).toFile());
  }

  private static List<JsonNode> rules() throws IOException {
    return read("alerts.yml").get("groups").findValues("rules").stream()
        .flatMap(group -> Dashboard.list(group).stream())
        .toList();
  }

  @Test
  void prometheusTakesConfigurationAndRules() throws Exception {
    PrometheusTools tools = PrometheusTools.find();

    for (String[] check :
        new String[][] {
          {"check", "config", FOLDER.resolve("prometheus.yml").toString()},
          {"check", "rules", FOLDER.resolve("alerts.yml").toString()},
          {"test", "rules", FOLDER.resolve("alerts-test.yml").toString()}
        }) {
      PrometheusTools.Result result = tools.promtool(check);
      assertThat(result.exitCode()).as(result.output()).isZero();
      assertThat(result.output()).contains("SUCCESS");
    }
  }

  @Test
  void everyRuleIsTestedToFireAndNotTo() throws IOException {
    Set<String> fires = new HashSet<>();
    Set<String> stays = new HashSet<>();
    for (JsonNode test : read("alerts-test.yml").get("tests")) {
      for (JsonNode expectation : test.get("alert_rule_test")) {
        (expectation.has("exp_alerts") ? fires : stays).add(expectation.get("alertname").asText());
      }
    }
    Set<String> names =
        rules().stream().map(rule -> rule.get("alert").asText()).collect(Collectors.toSet());

    assertThat(names).hasSizeGreaterThan(10);
    assertThat(fires).isEqualTo(names);
    assertThat(stays).isEqualTo(names);
  }

  @Test
  void everyRuleSaysHowBadItIsAndWhatToDo() throws IOException {
    Set<String> severities = new TreeSet<>();
    for (JsonNode rule : rules()) {
      String name = rule.get("alert").asText();
      severities.add(rule.at("/labels/severity").asText());
      assertThat(rule.at("/annotations/summary").asText()).as(name).endsWith(".");
      assertThat(rule.at("/annotations/runbook").asText())
          .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
    }
    assertThat(severities).containsExactly("critical", "info", "warning");
  }
}
