package io.residual.samples.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard is one that Grafana can lay out, and stands on what is provisioned. */
class DashboardTest {

  private static final Pattern METRIC = Pattern.compile("flink_\\w+");
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

  private static Dashboard dashboard;

  @BeforeAll
  static void read() throws IOException {
    dashboard = Dashboard.read();
  }

  private static JsonNode provisioning(String file) throws IOException {
    return new YAMLMapper()
        .readTree(
            PrometheusTools.DEPLOYMENT.resolve("grafana/provisioning").resolve(file).toFile());
  }

  @Test
  void panelsHaveIdsOfTheirOwnAndDoNotOverlap() {
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : dashboard.panels()) {
      assertThat(ids.add(panel.get("id").asInt())).as("id of %s", panel.get("title")).isTrue();
      JsonNode place = panel.get("gridPos");
      int right = place.get("x").asInt() + place.get("w").asInt();
      assertThat(right).as("right edge of %s", panel.get("title")).isBetween(1, 24);
      for (int x = place.get("x").asInt(); x < right; x++) {
        for (int y = place.get("y").asInt();
            y < place.get("y").asInt() + place.get("h").asInt();
            y++) {
          assertThat(taken.add(List.of(x, y))).as("%s overlaps", panel.get("title")).isTrue();
        }
      }
    }
    assertThat(ids).hasSizeGreaterThan(20);
  }

  @Test
  void everyQueryAsksTheProvisionedSource() throws IOException {
    JsonNode source = provisioning("datasources/prometheus.yml").at("/datasources/0");
    assertThat(source.get("type").asText()).isEqualTo("prometheus");

    List<JsonNode> used = dashboard.json().findValues("datasource");
    assertThat(used)
        .hasSizeGreaterThan(dashboard.queries().size())
        .allMatch(one -> one.get("uid").equals(source.get("uid")));
  }

  @Test
  void theFolderOfDashboardsIsProvisioned() throws IOException {
    JsonNode provider = provisioning("dashboards/residual.yml").at("/providers/0");

    assertThat(provider.get("type").asText()).isEqualTo("file");
    assertThat(provider.at("/options/path").asText()).startsWith("/var/lib/grafana/");
  }

  @Test
  void queriesUseDocumentedMetricsAndDeclaredVariablesOnly() throws IOException {
    Set<String> documented = new TreeSet<>();
    MetricsPage.rows().forEach(row -> documented.add(row.name()));
    Set<String> variables = new TreeSet<>(Set.of("__rate_interval", "__range"));
    dashboard.variables().forEach(one -> variables.add(one.get("name").asText()));

    for (Dashboard.Query query : dashboard.queries()) {
      assertThat(METRIC.matcher(query.expression()).results().map(MatchResult::group))
          .as(query.panel())
          .isNotEmpty()
          .allMatch(documented::contains);
      assertThat(VARIABLE.matcher(query.expression()).results().map(found -> found.group(1)))
          .as(query.panel())
          .allMatch(variables::contains);
    }
  }

  @Test
  void everyMetricOfOursIsOnIt() throws IOException {
    Set<String> shown = new TreeSet<>();
    dashboard
        .queries()
        .forEach(
            query ->
                METRIC.matcher(query.expression()).results().forEach(m -> shown.add(m.group())));

    assertThat(MetricsPage.rows())
        .extracting(MetricsPage.Row::name)
        .filteredOn(name -> name.contains("_residual_") && !name.endsWith("_driftWindows"))
        .allMatch(shown::contains);
  }
}
