package io.residual.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.HalvingReconstructorFactory;
import io.residual.job.fixture.ProfiledModel;
import io.residual.job.fixture.Records;
import io.residual.job.function.DetectionOverrides;
import io.residual.job.function.DriftWindow;
import io.residual.job.function.ExplanationChoice;
import io.residual.job.message.DriftMessage;
import io.residual.job.message.SourceRecord;
import io.residual.model.sequence.SequenceWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records of two subtasks meet in one window; what has drifted is told and shows in metrics. */
class DriftPipelineTest {

  private static final InMemoryReporter REPORTER = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(REPORTER.addToConfiguration(new Configuration()))
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private final List<DriftMessage> news = new ArrayList<>();

  private JobID run(double shift) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(2);
    AnomalyPipeline.prepare(environment);
    List<SourceRecord> records = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      double temperature = ProfiledModel.temperature(i + 9000, shift);
      records.add(Records.source(i, Records.json("press-" + i % 7, temperature)));
    }
    PipelineSettings settings =
        new PipelineSettings(
            HalvingReconstructorFactory.RUNTIME,
            64,
            Duration.ofMillis(5),
            DetectionOverrides.NONE,
            ExplanationChoice.OF_BUNDLE,
            DriftWindow.ofRecords(1500, 0),
            1 << 20,
            1_000_000,
            false,
            0);
    AnomalyPipeline.Outputs outputs =
        new AnomalyPipeline(context -> ProfiledModel.bundle(), SequenceWindow.SINGLE, settings)
            .attach(environment.fromData(records).rebalance());
    CloseableIterator<DriftMessage> drift = outputs.drift().collectAsync();
    JobID job = environment.execute().getJobID();
    drift.forEachRemaining(news::add);
    drift.close();
    return job;
  }

  private static Object metric(JobID job, String name) {
    return REPORTER.findMetrics(job, name).values().stream()
        .map(metric -> metric instanceof Counter c ? c.getCount() : ((Gauge<?>) metric).getValue())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void driftIsToldOnceAndShowsInMetrics() throws Exception {
    JobID job = run(4);

    assertThat(news).extracting(DriftMessage::kind).containsExactly("retraining-due");
    assertThat(metric(job, "residual.driftWindows")).isEqualTo(2L);
    assertThat(metric(job, "residual.retrainingDue")).isEqualTo(1);
    assertThat((Double) metric(job, "residual.field.temperature.driftPsi")).isGreaterThan(0.25);
    assertThat((Double) metric(job, "residual.field.temperature.driftKs")).isGreaterThan(0.5);
    assertThat(metric(job, "residual.field.temperature.driftLevel")).isEqualTo(2);
    assertThat(metric(job, "residual.field.rpm.driftLevel")).isEqualTo(0);
  }

  @Test
  void recordsAsInTrainingAreNoNewsForTheirFields() throws Exception {
    JobID job = run(0);

    assertThat(metric(job, "residual.field.temperature.driftLevel")).isEqualTo(0);
    assertThat(metric(job, "residual.driftWindows")).isEqualTo(2L);
  }
}
