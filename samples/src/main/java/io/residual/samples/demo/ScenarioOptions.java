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

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--source",
      defaultValue = "telemetry",
      description = "What to stream: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
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
      defaultValue = "0.5",
      description =
          "Fraction of the rows of --input, the leading ones, that trains. Default:"
              + " ${DEFAULT-VALUE}.")
  private double trainFraction;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Records a second; 0 for as fast as possible. Default: 1000.")
  private double rate = 1000;

  @Option(names = "--seed", defaultValue = "1", description = "Of the simulation. Default: 1.")
  private long seed;

  /**
   * The chosen scenario.
   *
   * @throws ParameterException if the options do not go together
   */
  Scenario scenario() {
    if (input == null) {
      if (label != null || train != null || pipeline != null) {
        throw usage("--label, --train and --pipeline go with --input");
      }
      return source == Source.HOST
          ? Scenarios.host(Duration.ofMillis(250), 240)
          : Scenarios.telemetry(TelemetrySettings.defaults().withSeed(seed), rate);
    }
    if (input.equals("-")) {
      throw usage("--input is read twice, so it cannot be standard input; give a file");
    }
    if (!(trainFraction > 0 && trainFraction < 1)) {
      throw usage("--train-fraction is " + trainFraction + "; it must be between 0 and 1");
    }
    PipelineConfig config = pipeline();
    String name = config.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
    if (train != null) {
      return Scenarios.twoFiles(name, config, train, input, label, rate);
    }
    long rows = Math.round(Scenarios.rowCount(input) * trainFraction);
    return Scenarios.leadingRows(name, config, input, label, rows, rate);
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
