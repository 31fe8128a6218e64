package io.residual.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.docker.Engine.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that cannot work say so in their last line, and end as docs/docker.md has it. */
@ExtendWith(Engine.class)
class BadSituationsITCase {

  /** {@code EX_CONFIG} of {@code sysexits.h}: starting again does not help. */
  private static final int MISCONFIGURED = 78;

  private static final String JOB = "residual-job:0.1.0";
  private static final String CLI = "residual-cli:0.1.0";

  private final Running engine;

  BadSituationsITCase(Running engine) {
    this.engine = engine;
  }

  private Command.Result run(List<String> options, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "--rm"));
    command.addAll(options);
    command.addAll(List.of(words));
    return engine.docker(command.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {JOB, CLI})
  void anImageOfAnotherArchitectureSaysSo(String image, @TempDir Path folder) throws Exception {
    // What the image of the other architecture holds in this place; its programs would run under
    // emulation only.
    Path architecture = Files.writeString(folder.resolve("architecture"), "aarch64\n");

    Command.Result result =
        run(
            List.of("--volume", architecture + ":/opt/residual/architecture:ro"),
            image,
            image.equals(JOB) ? "jobmanager" : "--version");

    assertThat(result.lastLine())
        .isEqualTo(
            "residual: this image was built for aarch64, this machine is x86_64; take the image of"
                + " the machine's architecture");
    assertThat(result.status()).isEqualTo(MISCONFIGURED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"job", "cli"})
  void noImageIsBuiltForAnArchitectureWithoutNatives(String image) throws Exception {
    Command.Result result =
        engine.build(
            image,
            image.equals("job") ? "flink:1" : "jre:1",
            "residual-test/none:1",
            "--build-arg",
            "TARGETARCH=s390x",
            "--progress=plain");

    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("TARGETARCH is s390x: only amd64 and arm64 have natives");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobmanager", "taskmanager"})
  void aCheckpointFolderWithoutRightsIsRefused(String role) throws Exception {
    Command.Result result =
        run(
            List.of(
                "--tmpfs",
                "/state:mode=0755",
                "--env",
                "FLINK_PROPERTIES=execution.checkpointing.dir: file:///state/checkpoints"),
            JOB,
            role);

    assertThat(result.lastLine())
        .isEqualTo(
            "residual: execution.checkpointing.dir is 'file:///state/checkpoints', where user flink"
                + " may not write (access denied); mount a volume there that this user owns, such"
                + " as by chown -R 9999:9999");
    assertThat(result.status()).isEqualTo(MISCONFIGURED);
  }

  @Test
  void aMemoryLimitBelowTheProcessIsRefused() throws Exception {
    Command.Result result = run(List.of("--memory", "1g"), JOB, "taskmanager");

    assertThat(result.lastLine())
        .startsWith(
            "residual: the container may use 1024 MB of memory, but"
                + " taskmanager.memory.process.size makes the process 1728 MB")
        .endsWith(
            "raise the container's limit to 1728 MB or lower taskmanager.memory.process.size");
    assertThat(result.status()).isEqualTo(MISCONFIGURED);
  }

  @Test
  void tooLittleMemoryForTheNetworksIsRefused() throws Exception {
    Command.Result result = run(List.of("--memory", "300m"), CLI, "fit", "--help");

    assertThat(result.lastLine())
        .isEqualTo(
            "residual: the container's memory limit is 300 MB, too little for 'residual fit' with"
                + " its native memory; give at least 1024 MB");
    assertThat(result.status()).isEqualTo(MISCONFIGURED);
  }

  @Test
  void aReadOnlyRootWithoutATemporaryFolderIsRefused() throws Exception {
    Command.Result result = run(List.of("--read-only"), CLI, "--version");

    assertThat(result.lastLine()).startsWith("residual: /tmp cannot be written; ");
    assertThat(result.status()).isEqualTo(MISCONFIGURED);
  }

  @Test
  void settingsThatCannotBeWrittenAreRefused() throws Exception {
    Command.Result result =
        run(
            List.of("--read-only", "--tmpfs", "/tmp:exec", "--env", "FLINK_PROPERTIES=a.b: c"),
            JOB,
            "jobmanager");

    assertThat(result.lastLine())
        .startsWith(
            "residual: /opt/flink/conf cannot be written, so the settings in the environment")
        .endsWith("mount a tmpfs there that user 9999 may write");
    assertThat(result.status()).isEqualTo(MISCONFIGURED);
  }

  @Test
  void aSettingsFolderThatIsEmptyAndCannotBeWrittenIsRefused() throws Exception {
    Command.Result result = run(List.of("--tmpfs", "/opt/flink/conf:mode=0755"), JOB, "jobmanager");

    assertThat(result.lastLine()).startsWith("residual: /opt/flink/conf/config.yaml is missing");
    assertThat(result.status()).isEqualTo(MISCONFIGURED);
  }

  @Test
  void tooSmallAShareOfNativeMemoryIsRefused() throws Exception {
    Command.Result result =
        run(
            List.of(
                "--env",
                "FLINK_PROPERTIES=taskmanager.memory.jvm-overhead.min: 64m\n"
                    + "taskmanager.memory.jvm-overhead.max: 64m"),
            JOB,
            "taskmanager");

    assertThat(result.lastLine())
        .startsWith("residual: taskmanager.memory.jvm-overhead.max is 64 MB, too little");
    assertThat(result.status()).isEqualTo(MISCONFIGURED);
  }

  @Test
  void aMissingModelEndsTheSubmission() throws Exception {
    Command.Result result =
        run(
            List.of("--entrypoint", "/opt/residual/bin/submit.sh"),
            JOB,
            "localhost:1",
            "--bundle",
            "/models/absent.residual",
            "--brokers",
            "localhost:1",
            "--input.topic",
            "telemetry");

    assertThat(result.lastLine())
        .startsWith(
            "residual: not submitted: bundle: '/models/absent.residual' cannot be used: there is"
                + " no such file; ");
    assertThat(result.status()).isNotZero();
  }

  @Test
  void aBrokerThatDoesNotAnswerEndsACommandAfterItsTimeout() throws Exception {
    Command.Result result =
        run(List.of(), CLI, "alerts", "--brokers", "localhost:1", "--timeout", "2s");

    assertThat(result.lastLine()).contains("localhost:1");
    assertThat(result.status()).isEqualTo(1);
  }

  @Test
  void theJobImageHoldsNoBuildToolsAndNoTrainer() throws Exception {
    Command.Result result =
        run(
            List.of("--entrypoint", "/bin/sh"),
            JOB,
            "-c",
            "ls -R /opt/flink/lib /opt/flink/usrlib /opt/residual; command -v javac mvn gcc make || true");

    assertThat(result.orFail())
        .contains("residual-job.jar")
        .contains("onnxruntime-")
        .doesNotContain("residual-trainer", "residual-samples", "deeplearning4j", "nd4j")
        .doesNotContain("javac", "mvn");
  }
}
