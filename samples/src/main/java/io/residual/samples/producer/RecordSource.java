package io.residual.samples.producer;

import io.residual.samples.dataset.LabelledRecord;
import io.residual.samples.dataset.MachineTelemetry;
import io.residual.samples.dataset.TelemetrySettings;
import io.residual.samples.host.HostTelemetry;
import io.residual.samples.source.RowFile;
import io.residual.trainer.data.RecordColumns;
import java.time.Duration;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say which records to send. */
final class RecordSource {

  /** Ends only by --limit or Ctrl-C: a live stream does not run out. */
  private static final Duration ENDLESS = Duration.ofDays(3_650);

  private static final String TELEMETRY = "telemetry";
  private static final String HOST = "host";

  /** The part of the simulated stream. */
  enum Part {
    TRAINING,
    LIVE
  }

  @ArgGroup(multiplicity = "1")
  private Choice choice;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "Files: the column that marks anomalies (0 or 1, or words). It is taken out of the"
              + " record and sent as header 'label'.")
  private String label;

  @Option(
      names = "--key",
      paramLabel = "FIELD",
      description = "Files: the column that becomes the Kafka key, usually the entity.")
  private String key;

  @Option(
      names = "--part",
      paramLabel = "live|training",
      defaultValue = "live",
      description =
          "Telemetry: live holds labelled faults and does not end, training is strictly normal"
              + " (default: ${DEFAULT-VALUE}).")
  private Part part;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Telemetry: the same seed gives the same stream (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--machines",
      paramLabel = "COUNT",
      defaultValue = "4",
      description = "Telemetry: number of machines (default: ${DEFAULT-VALUE}).")
  private int machines;

  /** Either of two ways to name the source. */
  private static final class Choice {

    @Option(
        names = "--source",
        paramLabel = "telemetry|host|FILE",
        description =
            "telemetry: simulated machines with labelled faults; host: this machine's CPU, memory,"
                + " disks and network; or a file.")
    private String source;

    @Option(
        names = "--input",
        paramLabel = "FILE",
        description = "A CSV or JSON lines file, gzip or not; - is standard input.")
    private String input;
  }

  boolean isHost() {
    return HOST.equals(choice.source);
  }

  boolean isTelemetry() {
    return TELEMETRY.equals(choice.source);
  }

  /**
   * Checks options against each other before anything is opened.
   *
   * @throws IllegalArgumentException if an option does not go with the source
   */
  void validate() {
    if (isHost() || isTelemetry()) {
      if (label != null || key != null) {
        throw new IllegalArgumentException(
            "--label and --key are for files; --source "
                + choice.source
                + " brings its own labels and keys");
      }
    }
    if (machines < 1) {
      throw new IllegalArgumentException("--machines is " + machines + "; give at least 1");
    }
  }

  /**
   * Opens the source. Closing the stream closes the file.
   *
   * @param hostInterval time between two measurements of this machine
   */
  Stream<LabelledRecord> open(Duration hostInterval) {
    if (isHost()) {
      return new HostTelemetry().records(hostInterval);
    }
    if (isTelemetry()) {
      TelemetrySettings settings =
          TelemetrySettings.defaults().withSeed(seed).withMachines(machines);
      return part == Part.TRAINING
          ? MachineTelemetry.of(settings).training()
          : MachineTelemetry.of(settings.withLive(ENDLESS)).live();
    }
    String file = choice.input == null ? choice.source : choice.input;
    RowFile rows = RowFile.open(file, new RecordColumns(label, key));
    return rows.records().onClose(rows::close);
  }
}
