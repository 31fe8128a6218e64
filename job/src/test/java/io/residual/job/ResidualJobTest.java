package io.residual.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.job.config.JobConfig;
import io.residual.job.fixture.Models;
import io.residual.job.fixture.ProfiledModel;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.Manifest;
import io.residual.model.config.InvalidConfigException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidualJobTest {

  @TempDir private Path folder;

  private StreamGraph graph(String... scores) throws Exception {
    Path bundle = folder.resolve("presses.bundle");
    BundleWriter.write(Models.bundle(), bundle);
    Map<String, String> options = new HashMap<>();
    options.put("bundle", bundle.toString());
    options.put("brokers", "localhost:1");
    options.put("input.topic", "telemetry");
    options.put("startup.check", "false");
    options.put("parallelism", "3");
    for (String topic : scores) {
      options.put("scores.topic", topic);
    }
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    Manifest model = ResidualJob.build(environment, JobConfig.of(options));
    assertThat(ResidualJob.jobName(model)).isEqualTo("residual: presses 1f2e");
    return environment.getStreamGraph();
  }

  /** Savepoints know operators by these; a change here breaks every running job's upgrade. */
  @Test
  void everyOperatorHasAFixedUid() throws Exception {
    List<String> uids = new ArrayList<>();
    for (StreamNode node : graph("scores").getStreamNodes()) {
      uids.add(node.getTransformationUID());
    }

    assertThat(uids)
        .doesNotContainNull()
        .contains("records", "decode", "micro-batch", "score", "unbatch", "threshold")
        .anyMatch(uid -> uid.startsWith("alerts"))
        .anyMatch(uid -> uid.startsWith("dead-letters"))
        .anyMatch(uid -> uid.startsWith("scores"));
  }

  @Test
  void theBundleTravelsWithTheJob() throws Exception {
    StreamGraph graph = graph();

    assertThat(graph.getUserArtifacts()).containsOnlyKeys("residual-model-bundle");
    assertThat(graph.getExecutionConfig().isObjectReuseEnabled()).isTrue();
    assertThat(graph.getExecutionConfig().isUseSnapshotCompression()).isTrue();
    assertThat(graph.getCheckpointConfig().getCheckpointInterval()).isEqualTo(10_000);
    assertThat(graph.getStreamNodes())
        .noneMatch(node -> String.valueOf(node.getTransformationUID()).startsWith("scores"));
  }

  private static String run(int expectedCode, String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(LocalJob.run(args, new PrintStream(err, true, UTF_8))).isEqualTo(expectedCode);
    return err.toString(UTF_8);
  }

  @Test
  void aWrongConfigurationEndsWithExitCodeTwoBeforeAnythingStarts() {
    assertThat(run(2, "--brokers", "localhost:1", "--batch.size", "none"))
        .startsWith("the job's configuration has 3 faults:\n")
        .contains("bundle: is missing", "input.topic: is missing", "batch.size: is 'none'");
  }

  @Test
  void aBundleThatIsNoneIsAFaultOfTheConfiguration() throws Exception {
    Path file = Files.writeString(folder.resolve("no.bundle"), "hello");

    assertThat(run(2, "--bundle", file.toString(), "--brokers=localhost:1", "--input.topic=t"))
        .contains("bundle: '" + file + "' cannot be used: bundle entry")
        .doesNotContain("Exception");
    assertThat(run(2, "--bundle", "absent", "--brokers=localhost:1", "--input.topic=t"))
        .contains("bundle: 'absent' cannot be used: there is no such file;");
    assertThat(run(2, "--bundle", folder.toString(), "--brokers=b:1", "--input.topic=t"))
        .contains("bundle: '" + folder + "' cannot be used: ")
        .doesNotContain("Exception");
  }

  @Test
  void driftIsComparedInOnePlaceAndWrittenToItsTopic() throws Exception {
    Path bundle = folder.resolve("profiled.bundle");
    BundleWriter.write(ProfiledModel.bundle(), bundle);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    ResidualJob.build(
        environment,
        JobConfig.of(
            Map.of(
                "bundle", bundle.toString(),
                "brokers", "localhost:1",
                "input.topic", "telemetry",
                "startup.check", "false",
                "parallelism", "3",
                "drift.topic", "drifts")));

    Map<String, Integer> parallelism = new HashMap<>();
    for (StreamNode node : environment.getStreamGraph().getStreamNodes()) {
      parallelism.put(node.getTransformationUID(), node.getParallelism());
    }
    assertThat(parallelism).containsEntry("drift", 1).containsEntry("score", 3);
    assertThat(parallelism.keySet()).anyMatch(uid -> uid.startsWith("drift-events"));
  }

  private void assertRefused(String key, String value, String reason) throws Exception {
    Path bundle = folder.resolve("bare.bundle");
    BundleWriter.write(Models.bundle(), bundle);
    JobConfig config =
        JobConfig.of(
            Map.of(
                "bundle",
                bundle.toString(),
                "brokers",
                "localhost:1",
                "input.topic",
                "telemetry",
                "startup.check",
                "false",
                key,
                value));
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();

    assertThatThrownBy(() -> ResidualJob.build(environment, config))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(key + ": cannot be used: " + reason);
  }

  @Test
  void whatTheBundleHoldsTooLittleForIsRefusedBeforeSubmission() throws Exception {
    assertRefused("explanation.method", "lime", "the bundle holds no background rows");
    assertRefused("drift.topic", "drifts", "the bundle holds no profile");
    assertRefused("drift.window", "1000", "the bundle holds no profile");
  }

  @Test
  void aNoiseFloorThatNothingReachesIsRefusedBeforeSubmission() throws Exception {
    assertRefused("alerts.fields", "rpm=high 5000", "the noise floor of 'rpm' is 5000");
  }
}
