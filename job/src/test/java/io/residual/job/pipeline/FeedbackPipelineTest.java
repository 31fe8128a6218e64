package io.residual.job.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.Models;
import io.residual.job.message.DeadLetter;
import io.residual.job.message.Origin;
import io.residual.job.message.SourceRecord;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.sequence.SequenceWindow;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole graph with feedback, on a cluster in this process; only Kafka is absent. */
class FeedbackPipelineTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(2)
              .build());

  /** Static, because the source's function must be serialisable. */
  private static final List<SourceRecord> RECORDS = PipelineRun.records();

  /** None hides anything, so that it does not matter how soon they are read. */
  private static final List<SourceRecord> SAID =
      List.of(
          verdict(0, "right", "{\"verdict\":\"confirmed\",\"fields\":[\"temperature\"]}"),
          verdict(1, "elsewhere", "{\"verdict\":\"false-alarm\",\"entity\":\"no such press\"}"),
          verdict(2, "nothing", "nothing that can be read"),
          verdict(3, "nowhere", "{\"verdict\":\"false-alarm\",\"alert\":\"telemetry-9-9\"}"));

  @TempDir private static Path folder;

  private static SourceRecord verdict(int offset, String id, String json) {
    return new SourceRecord(
        new Origin("feedback", 0, offset, 1000), id.getBytes(UTF_8), json.getBytes(UTF_8));
  }

  private static PipelineRun run(ModelBundle bundle, int parallelism, boolean feedback)
      throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(parallelism);
    Optional<DataStream<SourceRecord>> said =
        feedback ? Optional.of(environment.fromData(SAID)) : Optional.empty();
    // One partition's records keep their order, as from Kafka.
    DataStream<SourceRecord> records =
        environment.fromData(RECORDS).keyBy(record -> record.origin().partition());
    return PipelineRun.of(environment, records, said, "onnx", folder, bundle);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void aBoundedRunWithFeedbackEndsAndDecidesAsTheOneWithout(int window) throws Exception {
    ModelBundle bundle =
        window == 1 ? Models.bundle() : Models.windowed(new SequenceWindow(window, null));
    PipelineRun without = run(bundle, 2, false);
    PipelineRun with = run(bundle, 2, true);

    assertThat(with.scores()).containsExactlyInAnyOrderElementsOf(without.scores());
    assertThat(with.alerts()).hasSameSizeAs(without.alerts());
    assertThat(with.deadLetters())
        .filteredOn(letter -> letter.stage().equals("feedback"))
        .extracting(DeadLetter::reason)
        .containsExactlyInAnyOrder("not-json", "unknown-alert");
    assertThat(with.deadLetters()).hasSize(without.deadLetters().size() + 2);
  }
}
