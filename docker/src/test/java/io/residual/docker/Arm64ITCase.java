package io.residual.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.docker.Engine.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The images for arm64 start, and what is native in them computes what it should. */
@ExtendWith(Engine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Arm64ITCase {
  private static final Path GOLDEN = Path.of("../model/src/test/resources/golden").toAbsolutePath();
  private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");

  private final Running engine;
  private Arm64 arm64;

  Arm64ITCase(Running engine) {
    this.engine = engine;
  }

  @BeforeAll
  void build() throws Exception {
    arm64 = new Arm64(engine);
  }

  @AfterAll
  void stop() throws Exception {
    if (arm64 != null) {
      arm64.close();
    }
  }

  @Test
  void theJobsImageIsOfArm64AndItsEntryPointAgrees() throws Exception {
    assertThat(arm64.run(List.of(), Arm64.JOB, "help").orFail())
        .contains("Usage: docker-entrypoint.sh");
    assertThat(architecture(Arm64.JOB)).isEqualTo("arm64");
    assertThat(arm64.run(List.of(), Arm64.JOB, "uname", "-m").orFail()).endsWith("aarch64");
  }

  @Test
  void theCommandLinesImageIsOfArm64AndHoldsItsNativesOnly() throws Exception {
    assertThat(architecture(Arm64.CLI)).isEqualTo("arm64");
    assertThat(
            arm64
                .run(List.of("--entrypoint", "/bin/ls"), Arm64.CLI, "-R", "/opt/residual")
                .orFail())
        .contains("nd4j-native-", "-linux-arm64.jar")
        .doesNotContain("linux-x86_64");
  }

  @Test
  void theJobsImageGivesTheGoldenErrors() throws Exception {
    assertThat(goldenErrors(Arm64.JOB, "/opt/flink/usrlib/*:/opt/flink/lib/*", "onnx"))
        .containsPattern("aarch64: [0-9]+ errors by onnx")
        .contains(codecs());
  }

  @Test
  void theCommandLinesImageGivesTheGoldenErrorsWithBothRuntimes() throws Exception {
    assertThat(goldenErrors(Arm64.CLI, "/opt/residual/lib/*", "onnx", "dl4j"))
        .containsPattern("aarch64: [0-9]+ errors by onnx")
        .containsPattern("aarch64: [0-9]+ errors by dl4j")
        .contains(codecs());
  }

  @Test
  void aKernelOfAnotherArchitectureRefusesTheImage() throws Exception {
    Command.Result result =
        arm64.withoutEmulation(() -> arm64.run(List.of(), Arm64.JOB, "jobmanager"));

    Assumptions.assumeFalse(
        result.output().contains("ClusterEntrypoint"), "this machine emulates arm64 by itself");
    assertThat(result.output()).contains("exec format error");
    assertThat(result.status()).isNotZero();
  }

  private String architecture(String image) throws Exception {
    return engine.docker("image", "inspect", "--format", "{{.Architecture}}", image).orFail();
  }

  private static String[] codecs() {
    return CODECS.stream().map(codec -> "aarch64: codec " + codec).toArray(String[]::new);
  }

  private String goldenErrors(String image, String classPath, String... runtimes) throws Exception {
    Path classes = Path.of("target/test-classes").toAbsolutePath();
    List<String> words =
        new ArrayList<>(List.of(image, "-cp", classPath + ":/check", GoldenErrors.class.getName()));
    words.addAll(List.of("/golden/format-1.residual", "/golden/format-1.json"));
    words.addAll(List.of(runtimes));
    return arm64
        .run(
            List.of(
                "--entrypoint",
                "java",
                "--volume",
                classes + ":/check:ro",
                "--volume",
                GOLDEN + ":/golden:ro"),
            words.toArray(String[]::new))
        .orFail();
  }
}
