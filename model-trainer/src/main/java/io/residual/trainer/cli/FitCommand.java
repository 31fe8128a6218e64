package io.residual.trainer.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.PipelineConfig;
import io.residual.model.config.PipelineFile;
import io.residual.model.config.TrainingSettings;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.fit.CheckpointFolder;
import io.residual.trainer.fit.FitListener;
import io.residual.trainer.fit.FitOutcome;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.fit.LabelUse;
import io.residual.trainer.fit.ModelFitter;
import io.residual.trainer.kafka.KafkaClientOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits a model and writes its bundle. */
@Command(
    name = "fit",
    sortOptions = false,
    description = {
      "Fits an autoencoder on normal records and writes a model bundle.",
      "",
      "Rows that cannot be read are skipped and counted. A part of the rows is held back: it stops"
          + " the training in time and calibrates the error above which records raise alerts."
    },
    footer = {
      "",
      "Example: a model from a labelled CSV file, whose anomalies stay out of training",
      "  residual fit --pipeline pipeline.yaml --input rows.csv.gz --label label \\",
      "               --output model.residual",
      "",
      "Example: from a program's output",
      "  export-records | residual fit --pipeline pipeline.yaml --input - \\",
      "               --output model.residual",
      "",
      "Example: from the last week's records of a topic",
      "  residual fit --pipeline pipeline.yaml --topic telemetry --brokers broker:9092 \\",
      "               --from-time 2026-01-24T00:00:00Z --output model.residual",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration."
    })
public final class FitCommand extends TrainerCommand {

  private static final int DEFAULT_CHECKPOINT_EPOCHS = 5;

  @Option(
      names = {"-p", "--pipeline"},
      required = true,
      paramLabel = "FILE",
      description = "Pipeline file: schema, network, training and threshold settings.")
  private Path pipeline;

  @Mixin private RowInputs inputs;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "BUNDLE",
      description = "Where the model bundle goes; replaced if it exists. Its folder must exist.")
  private Path output;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "Column that marks anomalies (anything but 0, false, no, normal or nothing). Marked rows"
              + " stay out of training. The label itself must be no field of the schema.")
  private String label;

  @Option(
      names = "--labels-choose",
      split = ",",
      paramLabel = "WHAT",
      description =
          "Let the marked rows choose, comma separated: epoch (whose weights rank them highest,"
              + " instead of those with the smallest held-back loss), threshold (the risk with the"
              + " best balance of precision and recall, instead of the pipeline file's). They are"
              + " never trained on. Default: they choose nothing.")
  private Set<LabelUse> labelUses = Set.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the model, instead of the pipeline file's.")
  private String name;

  @Option(
      names = "--model-version",
      paramLabel = "VERSION",
      description = "Version of the model. Default: derived from its weights and encoder.")
  private String modelVersion;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of weights, shuffling and random splits, instead of the pipeline file's. Equal"
              + " seeds and rows give equal weights.")
  private Long seed;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the rows at most, instead of the pipeline file's.")
  private Integer epochs;

  @Option(
      names = "--from",
      paramLabel = "BUNDLE",
      description =
          "Train this model further instead of beginning with random weights. Its encoder stays;"
              + " schema and network must be the pipeline file's.")
  private Path from;

  @Option(
      names = "--checkpoint",
      paramLabel = "FOLDER",
      description =
          "Keep the state of the fit here, and continue from it if there is one: the same command"
              + " after an interruption gives the same model as one without. Emptied when done.")
  private Path checkpoint;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "EPOCHS",
      description = "Epochs from one checkpoint to the next. Default: 5.")
  private Integer checkpointEvery;

  @Option(
      names = "--max-bad-rows",
      paramLabel = "FRACTION",
      description =
          "Give up if more than this part of the rows cannot be read. Default: ${DEFAULT-VALUE}.")
  private double maxBadRows = FitRequest.DEFAULT_MAX_BAD_ROWS;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write a summary as JSON to this file; - is standard output.")
  private String json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print faults only.")
  private boolean quiet;

  @Mixin private KafkaClientOptions kafka;

  @Override
  void run() throws IOException, InvalidConfigException {
    OutputFile.requireReplaceable("--output", output);
    if (json != null && !json.equals("-")) {
      OutputFile.requireFolder("--json", Path.of(json));
    }
    PipelineConfig config = overridden(PipelineFile.read(pipeline));
    List<RowSource> sources = inputs.open(kafka);
    try {
      Optional<CheckpointFolder> checkpoints = checkpoints();
      FitRequest request =
          new FitRequest(
              config,
              sources,
              Optional.ofNullable(label).map(AnomalyLabel::new),
              Optional.ofNullable(modelVersion),
              maxBadRows,
              Instant.now(),
              from == null ? Optional.empty() : Optional.of(BundleReader.read(from)),
              checkpoints,
              labelUses);
      FitOutcome outcome =
          ModelFitter.fit(request, quiet ? FitListener.SILENT : new ProgressPrinter(err()));
      BundleWriter.write(outcome.bundle(), output);
      if (checkpoints.isPresent()) {
        checkpoints.get().delete();
      }
      if (!quiet) {
        FitSummary.print(outcome, output, err());
      }
      if (json != null) {
        FitSummary.writeJson(outcome, output, json, out(), new JsonMapper());
      }
    } finally {
      RowInputs.close(sources);
    }
  }

  private Optional<CheckpointFolder> checkpoints() {
    if (checkpoint == null && checkpointEvery != null) {
      throw new IllegalArgumentException("--checkpoint-every needs --checkpoint");
    }
    int every = checkpointEvery == null ? DEFAULT_CHECKPOINT_EPOCHS : checkpointEvery;
    return Optional.ofNullable(checkpoint).map(folder -> new CheckpointFolder(folder, every));
  }

  private PipelineConfig overridden(PipelineConfig config) {
    if (epochs != null && epochs < 1) {
      throw new IllegalArgumentException("--epochs is " + epochs + "; it must be at least 1");
    }
    TrainingSettings training = config.training();
    training = epochs == null ? training : training.withEpochs(epochs);
    training = seed == null ? training : training.withSeed(seed);
    return new PipelineConfig(
        name == null ? config.name() : name,
        config.schema(),
        config.window(),
        training,
        config.threshold(),
        config.alerts(),
        config.explanation());
  }
}
