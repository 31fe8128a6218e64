package io.residual.trainer.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.Manifest;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.PipelineConfig;
import io.residual.model.config.PipelineFile;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.fit.ModelImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code residual import}. */
@Command(
    name = "import",
    description = {
      "Makes a model bundle out of an autoencoder that was trained elsewhere.",
      "",
      "The network may be a Keras model saved as HDF5 (sequential or functional, dense layers), or"
          + " any ONNX graph from float[n][features] to the same shape with a free n. The pipeline"
          + " file says how records become features: its fields must stand in the order in which the"
          + " network was trained on them, with the same scaling. Normal rows calibrate the error."
    },
    footer = {
      "",
      "Example: a Keras autoencoder of images whose pixels were divided by 255",
      "  residual import autoencoder.h5 --pipeline mnist.yaml --input normal.csv.gz \\",
      "                  --output model.residual",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration."
    })
public final class ImportCommand extends TrainerCommand {

  @Parameters(paramLabel = "NETWORK", description = "Keras HDF5 file or ONNX file.")
  private Path network;

  @Option(
      names = {"-p", "--pipeline"},
      required = true,
      paramLabel = "FILE",
      description = "Pipeline file: schema, error measure and threshold settings.")
  private Path pipeline;

  @Option(
      names = {"-i", "--input"},
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Normal rows: CSV with a header, or JSON lines; gzip too; - is standard input. Several"
              + " files follow one another.")
  private List<String> inputs;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "BUNDLE",
      description = "Where the model bundle goes; replaced if it exists. Its folder must exist.")
  private Path output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}, told by the first character.")
  private RowFormat format = RowFormat.AUTO;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "Column that marks anomalies; marked rows stay out of the calibration.")
  private String label;

  @Option(
      names = "--model-version",
      paramLabel = "VERSION",
      description = "Version of the model. Default: derived from its weights and encoder.")
  private String modelVersion;

  @Option(
      names = "--max-bad-rows",
      paramLabel = "FRACTION",
      description =
          "Give up if more than this part of the rows cannot be read. Default: ${DEFAULT-VALUE}.")
  private double maxBadRows = FitRequest.DEFAULT_MAX_BAD_ROWS;

  @Option(names = "--json", description = "Write a summary as JSON to standard output.")
  private boolean json;

  @Override
  void run() throws IOException, InvalidConfigException {
    OutputFile.requireReplaceable("--output", output);
    PipelineConfig config = PipelineFile.read(pipeline);
    List<RowSource> sources = RowInputs.open(inputs, format);
    try {
      FitRequest request =
          new FitRequest(
              config,
              sources,
              Optional.ofNullable(label).map(AnomalyLabel::new),
              Optional.ofNullable(modelVersion),
              maxBadRows,
              Instant.now());
      ModelImporter.Imported imported = ModelImporter.read(network, request);
      BundleWriter.write(imported.outcome().bundle(), output);
      summarise(imported);
    } finally {
      RowInputs.close(sources);
    }
  }

  private void summarise(ModelImporter.Imported imported) throws IOException {
    Manifest manifest = imported.outcome().bundle().manifest();
    if (json) {
      ObjectNode node = new JsonMapper().createObjectNode();
      node.put("bundle", output.toString());
      node.put("name", manifest.name());
      node.put("version", manifest.version());
      node.put("network", manifest.ensemble().describe());
      node.put("explainedVariance", imported.explained());
      node.put("rows", manifest.calibration().count());
      out().println(new JsonMapper().writeValueAsString(node));
    }
    err()
        .printf(
            Locale.ROOT,
            "Imported %s as model %s, version %s, into %s%n"
                + "It gives back %.1f %% of the variance of %,d normal rows%n",
            manifest.ensemble().describe(),
            manifest.name(),
            manifest.version(),
            output,
            100 * imported.explained(),
            manifest.calibration().count());
    if (!(imported.explained() > 0)) {
      err()
          .println(
              "Warning: that is no better than giving back the mean. Check that the fields stand in"
                  + " the order, and have the scaling, with which the network was trained");
    }
  }
}
