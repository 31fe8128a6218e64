package io.residual.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.job.ResidualJob;
import io.residual.job.config.JobConfig;
import io.residual.job.fixture.Models;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundlePointerTest {

  @TempDir private Path folder;

  private Path bundle;
  private Path pointer;

  @BeforeEach
  void writeBundle() throws IOException {
    bundle = folder.resolve("v1.residual");
    BundleWriter.write(Models.bundle(), bundle);
    pointer = Files.writeString(folder.resolve("current"), "v1.residual\n");
  }

  @Test
  void aPointerStandsForTheBundleBesideIt() throws IOException {
    assertThat(BundlePointer.resolve(pointer.toString())).isEqualTo(bundle.toString());
    assertThat(BundlePointer.resolve("file://" + pointer)).isEqualTo("file://" + bundle);
  }

  @Test
  void aBundleStandsForItselfWhateverItsName() throws IOException {
    Path unusual = folder.resolve("sub/current");
    Files.createDirectories(unusual.getParent());
    Files.copy(bundle, unusual);

    assertThat(BundlePointer.resolve(bundle.toString())).isEqualTo(bundle.toString());
    assertThat(BundlePointer.resolve(unusual.toString())).isEqualTo(unusual.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "../v1.residual",
        "/etc/passwd",
        "v1.zip",
        "a b.residual",
        "v1.residual\nv2.residual"
      })
  void aPointerNamesNothingElse(String content) throws IOException {
    Files.writeString(pointer, content);

    assertThatThrownBy(() -> BundlePointer.resolve(pointer.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("names no bundle beside it");
  }

  @Test
  void anAbsentPointerIsToldAsSuch() {
    assertThatThrownBy(() -> BundlePointer.resolve(folder + "/none/current"))
        .isInstanceOf(NoSuchFileException.class);
  }

  private StreamExecutionEnvironment submitted() throws InvalidConfigException {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    ResidualJob.build(
        environment,
        JobConfig.of(
            Map.of(
                "bundle", pointer.toString(),
                "brokers", "localhost:1",
                "input.topic", "telemetry",
                "startup.check", "false")));
    return environment;
  }

  /** So that tasks which start again find it, whatever is published meanwhile. */
  @Test
  void theJobShipsTheBundleAndNotThePointer() throws Exception {
    assertThat(submitted().getStreamGraph().getUserArtifacts().values())
        .singleElement()
        .satisfies(shipped -> assertThat(shipped.filePath).endsWith("/v1.residual"));
  }

  @Test
  void aPointerToNothingIsAFaultOfTheConfiguration() throws IOException {
    Files.writeString(pointer, "v2.residual");

    assertThatThrownBy(this::submitted)
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("v2.residual")
        .hasMessageContaining("there is no such file");
  }
}
