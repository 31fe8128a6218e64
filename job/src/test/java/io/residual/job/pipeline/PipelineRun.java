package io.residual.job.pipeline;

import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.function.BundleSource;
import io.residual.job.function.DetectionOverrides;
import io.residual.job.function.DriftWindow;
import io.residual.job.function.ExplanationChoice;
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
import java.util.Optional;
import java.util.Random;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** Everything that came out of the pipeline for some records. */
record PipelineRun(
    JobID job, List<AlertMessage> alerts, List<DeadLetter> deadLetters, List<ScoreMessage> scores) {

  /** 2,000 normal records of 10 machines, 20 that are far off and 20 that cannot be read. */
  static List<SourceRecord> records() {
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

  /** The ids of the records that are far off. */
  static List<String> anomalies() {
    List<String> ids = new ArrayList<>();
    for (int offset = 50; offset < 2040; offset += 102) {
      ids.add("telemetry-3-" + offset);
    }
    return ids;
  }

  /** Runs the environment's job with the bundle shipped through a file in the given folder. */
  static PipelineRun of(
      StreamExecutionEnvironment environment,
      DataStream<SourceRecord> records,
      String runtime,
      Path folder)
      throws Exception {
    return of(environment, records, runtime, folder, Models.bundle());
  }

  /** Runs the environment's job with the given bundle. */
  static PipelineRun of(
      StreamExecutionEnvironment environment,
      DataStream<SourceRecord> records,
      String runtime,
      Path folder,
      ModelBundle bundle)
      throws Exception {
    return of(environment, records, Optional.empty(), runtime, folder, bundle);
  }

  /** Likewise, where people say something about the alerts. */
  static PipelineRun of(
      StreamExecutionEnvironment environment,
      DataStream<SourceRecord> records,
      Optional<DataStream<SourceRecord>> feedback,
      String runtime,
      Path folder,
      ModelBundle bundle)
      throws Exception {
    AnomalyPipeline.prepare(environment);
    Path file = folder.resolve("presses.bundle");
    BundleWriter.write(bundle, file);
    BundleSource source = ShippedBundle.ship(environment, file.toString(), bundle);
    PipelineSettings settings =
        new PipelineSettings(
            runtime,
            64,
            Duration.ofMillis(5),
            DetectionOverrides.NONE,
            ExplanationChoice.OF_BUNDLE,
            DriftWindow.OFF,
            1 << 20,
            1_000_000,
            true,
            3);

    AnomalyPipeline.Outputs outputs =
        new AnomalyPipeline(source, bundle.manifest().window(), settings).attach(records, feedback);
    CloseableIterator<AlertMessage> alerts = outputs.alerts().collectAsync();
    CloseableIterator<DeadLetter> deadLetters = outputs.deadLetters().collectAsync();
    CloseableIterator<ScoreMessage> scores = outputs.scores().collectAsync();
    JobID job = environment.execute().getJobID();
    return new PipelineRun(job, drain(alerts), drain(deadLetters), drain(scores));
  }

  private static <T> List<T> drain(CloseableIterator<T> iterator) throws Exception {
    try (iterator) {
      List<T> all = new ArrayList<>();
      iterator.forEachRemaining(all::add);
      return all;
    }
  }
}
