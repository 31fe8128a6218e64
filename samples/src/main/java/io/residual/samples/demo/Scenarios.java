package io.residual.samples.demo;

import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.PipelineConfig;
import io.residual.model.config.PipelineFile;
import io.residual.samples.dataset.Label;
import io.residual.samples.dataset.LabelledRecord;
import io.residual.samples.dataset.MachineTelemetry;
import io.residual.samples.dataset.TelemetrySettings;
import io.residual.samples.host.HostTelemetry;
import io.residual.samples.source.RowFile;
import io.residual.trainer.data.RecordColumns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The scenarios that come with the demo. */
public final class Scenarios {

  private Scenarios() {}

  /** The simulated presses. */
  public static Scenario telemetry(TelemetrySettings settings, double recordsPerSecond) {
    MachineTelemetry telemetry = MachineTelemetry.of(settings);
    return new Scenario(
        "telemetry",
        shippedPipeline("machine-telemetry"),
        telemetry::training,
        telemetry::live,
        recordsPerSecond);
  }

  /**
   * This machine.
   *
   * @param interval between two records
   * @param trainingRecords how many to train on, taken before the stream starts
   */
  public static Scenario host(Duration interval, long trainingRecords) {
    HostTelemetry host = new HostTelemetry();
    return new Scenario(
        "host",
        shippedPipeline("host"),
        () -> host.records(interval).limit(trainingRecords),
        () -> host.records(interval),
        0);
  }

  /**
   * A file: its leading rows train, the others are streamed.
   *
   * @param label column with the labels; null if there is none
   * @param trainingRows how many leading rows train; those labelled an anomaly are left out
   */
  public static Scenario leadingRows(
      String name,
      PipelineConfig pipeline,
      String file,
      String label,
      long trainingRows,
      double recordsPerSecond) {
    Supplier<Stream<LabelledRecord>> rows = () -> rows(file, label);
    return new Scenario(
        name,
        pipeline,
        () -> rows.get().limit(trainingRows).filter(row -> !row.label().isAnomaly()),
        () -> rows.get().skip(trainingRows),
        recordsPerSecond);
  }

  /** Two files: one trains, but for its labelled anomalies, the other is streamed. */
  public static Scenario twoFiles(
      String name,
      PipelineConfig pipeline,
      String trainingFile,
      String liveFile,
      String label,
      double recordsPerSecond) {
    return new Scenario(
        name,
        pipeline,
        () -> rows(trainingFile, label).filter(row -> !row.label().isAnomaly()),
        () -> rows(liveFile, label),
        recordsPerSecond);
  }

  /**
   * A file whose rows have no order in time: the first half of the normal rows trains, the other
   * half and all anomalies are streamed, in the order of the file.
   */
  public static Scenario normalHalf(
      String name, PipelineConfig pipeline, String file, String label, double recordsPerSecond) {
    long normals = count(rows(file, label).filter(row -> !row.label().isAnomaly()));
    long half = Math.round(normals / 2.0);
    return new Scenario(
        name,
        pipeline,
        () -> rows(file, label).filter(row -> !row.label().isAnomaly()).limit(half),
        () -> {
          long[] seen = {0};
          return rows(file, label).filter(row -> row.label().isAnomaly() || ++seen[0] > half);
        },
        recordsPerSecond);
  }

  /**
   * The number of rows of a file.
   *
   * @param label column with the labels; null if there is none
   * @throws IllegalArgumentException if the file is malformed or has no such column
   */
  public static long rowCount(String file, String label) {
    return count(rows(file, label));
  }

  /** The pipeline of the given name that comes with the samples. */
  public static PipelineConfig shippedPipeline(String name) {
    String resource = "/pipelines/" + name + ".yaml";
    try (InputStream yaml = Scenarios.class.getResourceAsStream(resource)) {
      return PipelineFile.parse(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | InvalidConfigException e) {
      throw new IllegalStateException("the shipped pipeline " + resource + " is unusable", e);
    }
  }

  private static Stream<LabelledRecord> rows(String file, String label) {
    RowFile rows = RowFile.open(file, new RecordColumns(label, null));
    return rows.records().map(row -> label == null ? row : labelled(row)).onClose(rows::close);
  }

  /** A row that its label column says nothing about is a normal one. */
  private static LabelledRecord labelled(LabelledRecord row) {
    return row.label().state() != Label.State.UNKNOWN
        ? row
        : new LabelledRecord(row.key(), row.json(), row.eventTime(), row.entity(), Label.NORMAL);
  }

  private static long count(Stream<LabelledRecord> rows) {
    try (rows) {
      return rows.count();
    }
  }
}
