package io.residual.job.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.HalvingReconstructorFactory;
import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.function.BundleSource;
import io.residual.job.function.ThresholdOverrides;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.DeadLetter;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.SourceRecord;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.ModelBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole graph on a cluster in this process, bundle shipping included; only Kafka is absent. */
class AnomalyPipelineTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir private static Path folder;

  private record Result(
      List<AlertMessage> alerts, List<DeadLetter> deadLetters, List<ScoreMessage> scores) {}

  /** 2,000 normal records of 10 machines, 20 that are far off and 20 that cannot be read. */
  private static List<SourceRecord> records() {
    Random random = new Random(3);
    List<SourceRecord> records = new ArrayList<>();
    for (int offset = 0; offset < 2040; offset++) {
      String machine = "press-" + random.nextInt(10);
      boolean anomaly = offset % 102 == 50;
      boolean bad = offset % 102 == 51;
      String json = Records.json(machine, anomaly ? 30 : random.nextGaussian());
      records.add(Records.source(offset, bad ? json.substring(1) : json));
    }
    return records;
  }

  private static Result run(String runtime, int parallelism) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(parallelism);
    environment.enableCheckpointing(50);
    AnomalyPipeline.prepare(environment);
    Path file = folder.resolve("presses.bundle");
    ModelBundle bundle = Models.bundle();
    BundleWriter.write(bundle, file);
    BundleSource source = ShippedBundle.ship(environment, file.toString(), bundle);
    PipelineSettings settings =
        new PipelineSettings(
            runtime, 64, Duration.ofMillis(5), ThresholdOverrides.NONE, 1 << 20, 1_000_000, true);

    AnomalyPipeline.Outputs outputs =
        new AnomalyPipeline(source, settings).attach(environment.fromData(records()));
    CloseableIterator<AlertMessage> alerts = outputs.alerts().collectAsync();
    CloseableIterator<DeadLetter> deadLetters = outputs.deadLetters().collectAsync();
    CloseableIterator<ScoreMessage> scores = outputs.scores().collectAsync();
    environment.execute();
    return new Result(drain(alerts), drain(deadLetters), drain(scores));
  }

  private static <T> List<T> drain(CloseableIterator<T> iterator) throws Exception {
    try (iterator) {
      List<T> all = new ArrayList<>();
      iterator.forEachRemaining(all::add);
      return all;
    }
  }

  @Test
  void everyRecordIsAccountedForAndTheOddOnesRaiseAlerts() throws Exception {
    Result result = run("onnx", 2);

    assertThat(result.deadLetters()).extracting(DeadLetter::reason).containsOnly("not-an-object");
    assertThat(result.deadLetters()).hasSize(20);
    assertThat(result.scores()).hasSize(2020);
    assertThat(result.scores()).extracting(ScoreMessage::id).doesNotHaveDuplicates();
    List<String> expected = new ArrayList<>();
    for (int offset = 50; offset < 2040; offset += 102) {
      expected.add("telemetry-3-" + offset);
    }
    assertThat(result.alerts()).extracting(AlertMessage::id).containsAll(expected);
    assertThat(result.alerts()).as("few false alarms").hasSizeLessThan(30);
    assertThat(new String(result.alerts().get(0).json(), UTF_8))
        .startsWith("{\"id\":\"telemetry-3-");
  }

  @Test
  void bothRuntimesRaiseTheSameAlerts() throws Exception {
    Result onnx = run("onnx", 1);
    Result halving = run(HalvingReconstructorFactory.RUNTIME, 1);

    assertThat(halving.alerts())
        .extracting(AlertMessage::id)
        .containsExactlyInAnyOrderElementsOf(onnx.alerts().stream().map(AlertMessage::id).toList());
  }
}
