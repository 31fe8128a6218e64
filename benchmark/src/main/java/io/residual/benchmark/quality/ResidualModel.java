package io.residual.benchmark.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineConfig;
import io.residual.model.config.PipelineFile;
import io.residual.trainer.data.InputFormatException;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.data.SchemaProposal;
import io.residual.trainer.fit.FitListener;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.fit.ModelFitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Residual as a user gets it who changes nothing: the proposed schema, the default training and
 * threshold, a bundle that was written and read, and the scorer of the job. Settings may be laid
 * over the proposal, the same ones for every set.
 */
final class ResidualModel implements Detector {

  static final String NAME = "Residual";

  private static final String MODEL_NAME = "quality";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final JsonNode overlay;
  private final String version;

  /**
   * A model of default settings but for the given ones.
   *
   * @param overlay part of a pipeline file, laid over the proposed one of every set; empty for
   *     nothing but the defaults
   */
  ResidualModel(ObjectNode overlay) {
    this.overlay = overlay.deepCopy();
    String code = CodeFingerprint.of(ModelFitter.class, ModelBundle.class);
    version = overlay.isEmpty() ? code : code + " " + overlay;
  }

  /** The default settings and nothing else. */
  static ResidualModel defaults() {
    return new ResidualModel(YAML.createObjectNode());
  }

  /**
   * The default settings but for those of a file.
   *
   * @throws IOException if the file cannot be read or is no mapping
   */
  static ResidualModel with(Path overlay) throws IOException {
    if (YAML.readTree(overlay.toFile()) instanceof ObjectNode settings) {
      return new ResidualModel(settings);
    }
    throw new IOException(overlay + " is no YAML mapping; write the keys of a pipeline file");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String key() {
    return overlay.isEmpty() ? NAME : NAME + "-" + Integer.toHexString(overlay.hashCode());
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Scored score(Split split, long seed) throws Exception {
    Path folder = Files.createTempDirectory("quality");
    try {
      Path training = folder.resolve("training.csv");
      split.training().writeUnlabelled(training);
      // A job that begins with the stream has seen its past when the test rows come.
      LabelledRows live = split.stream() ? split.training().and(split.test()) : split.test();
      Path stream = folder.resolve("stream.csv");
      live.writeUnlabelled(stream);
      Stopwatch stopwatch = new Stopwatch();
      ModelBundle bundle = fit(training, split, seed);
      stopwatch.trained();
      StreamScores scores = StreamScores.of(bundle, stream, live.size());
      int past = live.size() - split.test().size();
      return new Scored(
          Arrays.copyOf(scores.scores(), past),
          Arrays.copyOfRange(scores.scores(), past, live.size()),
          Optional.of(
              new Alerts(
                  Arrays.copyOfRange(scores.above(), past, live.size()),
                  Arrays.copyOfRange(scores.raised(), past, live.size()))),
          stopwatch.trainingSeconds(),
          stopwatch.scoringSeconds(),
          bundle.manifest().ensemble().describe());
    } finally {
      delete(folder);
    }
  }

  private ModelBundle fit(Path training, Split split, long seed) throws Exception {
    try (RowSource rows = RowFormat.CSV.open(training)) {
      PipelineConfig pipeline =
          PipelineFile.parse(completed(proposal(rows, split.training()), split.stream(), seed));
      FitRequest request = FitRequest.of(pipeline, List.of(rows));
      ModelBundle fitted = ModelFitter.fit(request, FitListener.SILENT).bundle();
      return BundleReader.read(BundleWriter.toBytes(fitted));
    }
  }

  /**
   * What {@code ./residual schema} prints. It refuses rows that never change; of those, what a user
   * would write who knows which columns are numbers.
   */
  private static String proposal(RowSource rows, LabelledRows cells) throws IOException {
    try {
      return SchemaProposal.of(rows, Optional.empty()).toYaml(MODEL_NAME);
    } catch (InputFormatException e) {
      ObjectNode pipeline = YAML.createObjectNode();
      pipeline.putObject("model").put("name", MODEL_NAME);
      ArrayNode fields = pipeline.putObject("schema").putArray("fields");
      for (int column : NumericMatrix.numericColumns(cells)) {
        fields.addObject().put("name", cells.columns().get(column)).put("type", "numeric");
      }
      return pipeline.toString();
    }
  }

  /**
   * The overlay laid over a proposal; the seed is what {@code --seed} sets. That rows are a stream
   * no proposal can tell: a window of automatic length is what a user asks for who knows.
   */
  private String completed(String proposal, boolean stream, long seed) throws IOException {
    ObjectNode pipeline = (ObjectNode) YAML.readTree(proposal);
    if (stream && !pipeline.has("sequence")) {
      pipeline.putObject("sequence").put("length", "auto");
    }
    YAML.readerForUpdating(pipeline).readValue(overlay);
    pipeline.withObject("/training").put("seed", seed);
    return YAML.writeValueAsString(pipeline);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
