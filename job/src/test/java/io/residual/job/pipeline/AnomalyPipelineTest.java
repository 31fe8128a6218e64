package io.residual.job.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.HalvingReconstructorFactory;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.DeadLetter;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.SourceRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole graph on a cluster in this process, bundle shipping included; only Kafka is absent. */
class AnomalyPipelineTest {

  private static final InMemoryReporter REPORTER = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(REPORTER.addToConfiguration(new Configuration()))
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir private static Path folder;

  private static PipelineRun run(String runtime, int parallelism) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(parallelism);
    return PipelineRun.of(environment, environment.fromData(RECORDS), runtime, folder);
  }

  @Test
  void everyRecordIsAccountedForAndTheOddOnesRaiseAlerts() throws Exception {
    PipelineRun run = run("onnx", 2);

    assertThat(run.deadLetters()).extracting(DeadLetter::reason).containsOnly("not-an-object");
    assertThat(run.deadLetters()).hasSize(20);
    assertThat(run.scores()).hasSize(2020);
    assertThat(run.scores()).extracting(ScoreMessage::id).doesNotHaveDuplicates();
    assertThat(run.alerts())
        .extracting(AlertMessage::id)
        .containsAll(PipelineRun.anomalies())
        .as("few false alarms")
        .hasSizeLessThan(30);
    assertThat(new String(run.alerts().get(0).json(), UTF_8)).startsWith("{\"id\":\"telemetry-3-");

    assertThat(sum(run.job(), "recordsIn")).isEqualTo(2040);
    assertThat(sum(run.job(), "recordsScored")).isEqualTo(2020);
    assertThat(sum(run.job(), "recordsLate")).isZero();
    assertThat(sum(run.job(), "deadLetters")).isEqualTo(20);
    assertThat(sum(run.job(), "residual.reason.not-an-object.deadLetters")).isEqualTo(20);
    assertThat(sum(run.job(), "residual.kind.anomaly")).isEqualTo(run.alerts().size());
    assertThat(sum(run.job(), "residual.kind.model-fault")).isZero();
    assertThat(sum(run.job(), "entityAlerts")).isEqualTo(run.alerts().size());
    assertThat(REPORTER.findMetrics(run.job(), "entityAlerts"))
        .as("three entities and all others, in two subtasks")
        .hasSizeBetween(4, 8);
    assertThat(sum(run.job(), "residual.entity.\\(other\\).entityAlerts")).isPositive();
    assertThat(REPORTER.findMetrics(run.job(), "residual.batchSize").values())
        .hasSize(2)
        .allSatisfy(m -> assertThat(((Histogram) m).getStatistics().getMax()).isBetween(1L, 64L));
    assertThat(REPORTER.findMetrics(run.job(), "residual.batchScoringMicros")).hasSize(2);
  }

  private static long sum(JobID job, String name) {
    return REPORTER.findMetrics(job, name).values().stream()
        .mapToLong(metric -> ((Counter) metric).getCount())
        .sum();
  }

  @Test
  void bothRuntimesRaiseTheSameAlerts() throws Exception {
    PipelineRun onnx = run("onnx", 1);
    PipelineRun halving = run(HalvingReconstructorFactory.RUNTIME, 1);

    assertThat(halving.alerts())
        .extracting(AlertMessage::id)
        .containsExactlyInAnyOrderElementsOf(onnx.alerts().stream().map(AlertMessage::id).toList());
  }

  /** Static, because the source's function must be serialisable. */
  private static final List<SourceRecord> RECORDS = PipelineRun.records();

  private static final AtomicBoolean FAILED = new AtomicBoolean();

  /** Fails the job once, several checkpoints in. */
  private static SourceRecord failOnce(SourceRecord record) {
    if (record.origin().offset() == 1500 && FAILED.compareAndSet(false, true)) {
      throw new IllegalStateException("injected");
    }
    return record;
  }

  @Test
  void aFailureChangesNoDecision() throws Exception {
    PipelineRun undisturbed = run("onnx", 1);

    Configuration restarts = new Configuration();
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(restarts);
    environment.setParallelism(1);
    environment.enableCheckpointing(20);
    DataStream<SourceRecord> stream =
        environment
            .fromSource(
                new DataGeneratorSource<>(
                    index -> RECORDS.get(index.intValue()),
                    RECORDS.size(),
                    RateLimiterStrategy.perCheckpoint(200),
                    TypeInformation.of(SourceRecord.class)),
                WatermarkStrategy.noWatermarks(),
                "records")
            .map(AnomalyPipelineTest::failOnce);
    PipelineRun disturbed = PipelineRun.of(environment, stream, "onnx", folder);

    assertThat(FAILED).isTrue();
    assertThat(disturbed.scores()).containsExactlyInAnyOrderElementsOf(undisturbed.scores());
    assertThat(disturbed.alerts())
        .extracting(AlertMessage::id)
        .containsExactlyInAnyOrderElementsOf(
            undisturbed.alerts().stream().map(AlertMessage::id).toList());
  }
}
