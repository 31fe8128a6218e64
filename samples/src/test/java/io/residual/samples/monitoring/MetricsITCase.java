package io.residual.samples.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.bundle.ModelBundle;
import io.residual.samples.dataset.LabelledRecord;
import io.residual.samples.dataset.TelemetrySettings;
import io.residual.samples.demo.DemoListener;
import io.residual.samples.demo.DemoTraining;
import io.residual.samples.demo.Scenario;
import io.residual.samples.demo.Scenarios;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of the running job, as Prometheus would scrape them. */
class MetricsITCase {

  private static final String OURS = "flink_taskmanager_job_task_operator_residual_";

  @TempDir private static Path folder;

  private static ModelBundle bundle;
  private static List<String> records;

  @BeforeAll
  static void prepare() {
    Scenario scenario =
        Scenarios.telemetry(
            TelemetrySettings.defaults()
                .withSeed(7)
                .withTraining(Duration.ofMinutes(10))
                .withLive(Duration.ofMinutes(20)),
            0);
    bundle = DemoTraining.fit(scenario, DemoListener.SILENT);
    try (Stream<LabelledRecord> live = scenario.live().get()) {
      records = live.map(record -> new String(record.json(), UTF_8)).toList();
    }
  }

  @Test
  void x() throws Exception {
    try (MonitoredJob job = MonitoredJob.start(folder, bundle)) {
      job.send(records);
      Scrape s =
          job.await(
              "all",
              scrape -> Account.of(scrape).in() == records.size() && Account.of(scrape).balanced());
      System.out.println(Account.of(s));
      for (Scrape.Sample a : s.samples()) System.out.println(a);
      System.out.println(records.get(0));
      job.replaceTaskManager();
    }
  }
}
