package io.residual.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The alert rules, in the cluster and in the guide, against those that are tested with Prometheus.
 */
class OperationsGuideTest {

  private static final Path REPOSITORY = Overlay.FOLDER.getParent();

  private static JsonNode rules() throws IOException {
    Path file = REPOSITORY.resolve("docker/prometheus/alerts.yml");
    return new YAMLMapper().readTree(Files.readString(file));
  }

  @Test
  void theClusterHasTheRulesThatAreTested() throws IOException {
    JsonNode resource = Overlay.render("production").get("PrometheusRule", "residual");
    assertThat(resource.at("/spec/groups")).isEqualTo(rules().path("groups"));
  }

  @Test
  void theGuideSaysWhatToDoForEachRule() throws IOException {
    List<String> guide = Files.readAllLines(REPOSITORY.resolve("docs/operations.md"));
    List<String> alerts = rules().findValuesAsText("alert");
    assertThat(alerts).hasSizeGreaterThan(10);
    for (String alert : alerts) {
      assertThat(guide).contains("### " + alert);
    }
    assertThat(guide.stream().filter(line -> line.startsWith("### Residual")))
        .hasSameSizeAs(alerts);
  }
}
