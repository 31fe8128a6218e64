package io.residual.samples.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.residual.model.config.PipelineFile;
import io.residual.samples.host.HostTelemetry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pipeline files that ship with the sample sources name the fields that these send. */
class PipelineFilesTest {

  @Test
  void machineTelemetryFileNamesEveryField() throws IOException {
    LabelledRecord record =
        MachineTelemetry.of(TelemetrySettings.defaults()).training().findFirst().orElseThrow();
    assertNamesEveryField("machine-telemetry", record);
  }

  @Test
  void hostFileNamesEveryField() throws IOException {
    assertNamesEveryField("host", new HostTelemetry().next());
  }

  private static void assertNamesEveryField(String name, LabelledRecord record) throws IOException {
    String yaml;
    try (InputStream file =
        PipelineFilesTest.class.getResourceAsStream("/pipelines/" + name + ".yaml")) {
      yaml = new String(file.readAllBytes(), UTF_8);
    }
    assertThatCode(() -> PipelineFile.parse(yaml)).doesNotThrowAnyException();
    JsonNode pipeline = new YAMLMapper().readTree(yaml);
    assertThat(pipeline.at("/model/name").asText()).isEqualTo(name);
    JsonNode schema = pipeline.get("schema");
    List<String> named = new ArrayList<>();
    named.add(schema.get("entity").asText().substring(1));
    named.add(schema.at("/eventTime/pointer").asText().substring(1));
    schema.get("fields").forEach(field -> named.add(field.get("name").asText()));
    JsonNode sent = new ObjectMapper().readTree(record.json());
    assertThat(sent.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(named);
  }
}
