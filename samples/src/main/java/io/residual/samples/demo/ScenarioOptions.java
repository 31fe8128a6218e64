package io.residual.samples.demo;

import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.PipelineConfig;
import io.residual.model.config.PipelineFile;
import io.residual.samples.dataset.TelemetrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what a demo trains on and streams. */
final class ScenarioOptions {

  enum Source {
    TELEMETRY,
    HOST
  }

  /** Fast enough to show the hour of the simulation in a quarter of a minute. */
  private static final double DEFAULT_RATE = 1000;

  private static final Duration HOST_INTERVAL = Duration.ofMillis(100);

  /** A minute of this machine: enough for a level, though hardly for one in ten thousand. */
  private static final long HOST_TRAINING_RECORDS = 600;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--source",
      description = "What to stream: ${COMPLETION-CANDIDATES}. Default: telemetry.")
  private Source source;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Streams this CSV or JSON-lines file (gzip, too) instead.")
  private String input;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "Column of the file that says whether a row is an anomaly; the model never sees it.")
  private String label;

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description =
          "Pipeline file of the records. By default one is proposed from the file's rows.")
  private Path pipeline;

  @Option(
      names = "--train",
      paramLabel = "FILE",
      description = "Trains on this file. By default on the leading rows of --input.")
  private String train;

  @Option(
      names = "--train-fraction",
      description = "Fraction of the rows of --input, the leading ones, that trains. Default: 0.5.")
  private Double trainFraction;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Records a second; 0 for as fast as possible. Default: 1000.")
  private Double rate;

  @Option(names = "--seed", description = "Of the simulation. Default: 1.")
  private Long seed;

  /**
   * The chosen scenario.
   *
   * @throws ParameterException if the options do not go together
   */
  Scenario scenario() {
    double recordsPerSecond = rate == null ? DEFAULT_RATE : rate;
    if (!(recordsPerSecond >= 0) || Double.isInfinite(recordsPerSecond)) {
      throw usage("--rate is " + rate + "; give records a second, or 0 for as fast as possible");
    }
    if (input != null) {
      refuse("--input", "--source", source, "--seed", seed);
      return fromFile(recordsPerSecond);
    }
    refuse(
        "the chosen source (they go with --input)",
        "--label",
        label,
        "--train",
        train,
        "--train-fraction",
        trainFraction,
        "--pipeline",
        pipeline);
    if (source == Source.HOST) {
      refuse("--source host", "--seed", seed, "--rate", rate);
      return Scenarios.host(HOST_INTERVAL, HOST_TRAINING_RECORDS);
    }
    return Scenarios.telemetry(
        TelemetrySettings.defaults().withSeed(seed == null ? 1 : seed), recordsPerSecond);
  }

  private Scenario fromFile(double recordsPerSecond) {
    if (input.equals("-")) {
      throw usage("--input is read twice, so it cannot be standard input; give a file");
    }
    if (train != null) {
      refuse("--train", "--train-fraction", trainFraction);
    }
    double fraction = trainFraction == null ? 0.5 : trainFraction;
    if (!(fraction > 0 && fraction < 1)) {
      throw usage("--train-fraction is " + fraction + "; it must be between 0 and 1");
    }
    PipelineConfig config = pipeline();
    // Counting the rows reads the file once, and so finds a label column that is not there.
    long rows = Scenarios.rowCount(input, label);
    String name = config.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
    return train == null
        ? Scenarios.leadingRows(
            name, config, input, label, Math.round(rows * fraction), recordsPerSecond)
        : Scenarios.twoFiles(name, config, train, input, label, recordsPerSecond);
  }

  /** Refuses options that would do nothing: pairs of name and value, null where not given. */
  private void refuse(String beside, Object... options) {
    for (int i = 0; i < options.length; i += 2) {
      if (options[i + 1] != null) {
        throw usage(options[i] + " does not go with " + beside + "; leave it out");
      }
    }
  }

  private PipelineConfig pipeline() {
    try {
      return pipeline == null
          ? DemoTraining.proposePipeline(Path.of(train == null ? input : train), label)
          : PipelineFile.read(pipeline);
    } catch (InvalidConfigException e) {
      throw usage(e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
