package io.residual.job.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerCheckTest {
  private static final long GIB = 1L << 30;

  @TempDir private Path folder;

  @Test
  void letsAProcessStartThatFits() {
    assertThat(ContainerCheck.faults(true, configuration("2g"), 2 * GIB)).isEmpty();
    assertThat(ContainerCheck.faults(false, configuration("1600m"), 2 * GIB)).isEmpty();
  }

  @Test
  void refusesAProcessThatIsLargerThanTheContainer() {
    assertThat(ContainerCheck.faults(true, configuration("2g"), GIB))
        .containsExactly(
            "the container may use 1024 MB of memory, but taskmanager.memory.process.size makes the"
                + " process 2048 MB, and the kernel would kill it; raise the container's limit to"
                + " 2048 MB or lower taskmanager.memory.process.size");
    assertThat(ContainerCheck.faults(false, configuration("1600m"), GIB))
        .singleElement()
        .asString()
        .contains("jobmanager.memory.process.size makes the process 1600 MB");
  }

  @Test
  void refusesAShareTooSmallForNativeMemory() {
    Configuration configuration = configuration("2g");
    configuration.setString("taskmanager.memory.jvm-overhead.min", "64m");
    configuration.setString("taskmanager.memory.jvm-overhead.max", "64m");
    assertThat(ContainerCheck.faults(true, configuration, 2 * GIB))
        .singleElement()
        .asString()
        .contains("taskmanager.memory.jvm-overhead.max is 64 MB")
        .contains("at least 128 MB");
  }

  @Test
  void tellsOfSettingsThatContradictEachOther() {
    Configuration configuration = configuration("100m");
    assertThat(ContainerCheck.faults(true, configuration, 2 * GIB))
        .singleElement()
        .asString()
        .contains("Flink's memory settings contradict each other");
  }

  @Test
  void makesTheCheckpointFolderAndLeavesNothingInIt() {
    Configuration configuration = configuration("2g");
    Path checkpoints = folder.resolve("new/checkpoints");
    configuration.setString("execution.checkpointing.dir", checkpoints.toUri().toString());
    assertThat(ContainerCheck.faults(true, configuration, 2 * GIB)).isEmpty();
    assertThat(checkpoints).isEmptyDirectory();
  }

  @Test
  void refusesACheckpointFolderThatCannotBeWritten() throws Exception {
    // A file in its place stands for missing rights, which the root user of a test does not lack.
    Path file = Files.createFile(folder.resolve("file"));
    Configuration configuration = configuration("2g");
    configuration.setString("execution.checkpointing.dir", "file://" + file.resolve("checkpoints"));
    configuration.setString("execution.checkpointing.savepoint-dir", "s3://bucket/savepoints");
    assertThat(ContainerCheck.faults(true, configuration, 2 * GIB))
        .singleElement()
        .asString()
        .startsWith("execution.checkpointing.dir is 'file://" + file + "/checkpoints', where user ")
        .contains("chown -R 9999:9999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with a space", "50% off", "plain"})
  void takesFoldersAsFlinkDoes(String name) {
    Configuration configuration = configuration("2g");
    for (String prefix : List.of("file://", "file:", "")) {
      Path checkpoints = folder.resolve(name + prefix.length());
      configuration.setString("execution.checkpointing.dir", prefix + checkpoints);
      assertThat(ContainerCheck.faults(true, configuration, 2 * GIB)).isEmpty();
      assertThat(checkpoints).isEmptyDirectory();
    }
  }

  @Test
  void leavesLocationsThatAreNoneToFlink() {
    Configuration configuration = configuration("2g");
    configuration.setString("execution.checkpointing.dir", ":no location");
    assertThat(ContainerCheck.faults(true, configuration, 2 * GIB)).isEmpty();
  }

  private static Configuration configuration(String process) {
    return Configuration.fromMap(
        Map.of(
            "taskmanager.memory.process.size", process, "jobmanager.memory.process.size", process));
  }
}
