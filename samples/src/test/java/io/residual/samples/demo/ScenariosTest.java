package io.residual.samples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.config.PipelineConfig;
import io.residual.model.config.PipelineFile;
import io.residual.samples.dataset.LabelledRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenariosTest {

  @TempDir Path folder;
  private Path file;
  private PipelineConfig pipeline;

  @BeforeEach
  void writeRows() throws Exception {
    file = folder.resolve("rows.csv");
    Files.writeString(file, "x,label\n1,0\n2,1\n3,0\n4,0\n5,1\n6,0\n");
    pipeline =
        PipelineFile.parse("{model: {name: m}, schema: {fields: [{name: x, type: numeric}]}}");
  }

  private static List<String> rows(Stream<LabelledRecord> records) {
    return records
        .map(row -> new String(row.json(), UTF_8) + (row.label().isAnomaly() ? "!" : ""))
        .toList();
  }

  @Test
  void leadingRowsTrainWithoutTheirAnomaliesAndTheOthersAreStreamed() {
    Scenario scenario = Scenarios.leadingRows("m", pipeline, file.toString(), "label", 3, 0);

    assertThat(rows(scenario.training().get())).containsExactly("{\"x\":1}", "{\"x\":3}");
    assertThat(rows(scenario.live().get())).containsExactly("{\"x\":4}", "{\"x\":5}!", "{\"x\":6}");
  }

  @Test
  void halfOfTheNormalRowsTrainAndAllAnomaliesAreStreamed() {
    Scenario scenario = Scenarios.normalHalf("m", pipeline, file.toString(), "label", 0);

    assertThat(rows(scenario.training().get())).containsExactly("{\"x\":1}", "{\"x\":3}");
    assertThat(rows(scenario.live().get()))
        .containsExactly("{\"x\":2}!", "{\"x\":4}", "{\"x\":5}!", "{\"x\":6}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "machine-telemetry",
        "host",
        "smd",
        "skab",
        "machine-temperature",
        "annthyroid",
        "mnist"
      })
  void everyShippedPipelineIsValid(String name) {
    assertThat(Scenarios.shippedPipeline(name).schema().fields()).isNotEmpty();
  }
}
