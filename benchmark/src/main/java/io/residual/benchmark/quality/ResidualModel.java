package io.residual.benchmark.quality;

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
 * threshold, a bundle that was written and read, and the scorer of the job.
 */
final class ResidualModel implements Detector {

  private static final String MODEL_NAME = "quality";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final String version = CodeFingerprint.of(ModelFitter.class, ModelBundle.class);

  @Override
  public String name() {
    return "Residual";
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
      ModelBundle bundle = fit(training, split.training(), seed);
      stopwatch.trained();
      BundleScores scores = BundleScores.of(bundle, stream, live.size());
      int past = live.size() - split.test().size();
      return new Scored(
          Arrays.copyOf(scores.errors(), past),
          Arrays.copyOfRange(scores.errors(), past, live.size()),
          Optional.of(Arrays.copyOfRange(scores.alerts(), past, live.size())),
          stopwatch.trainingSeconds(),
          stopwatch.scoringSeconds(),
          note(bundle, scores));
    } finally {
      delete(folder);
    }
  }

  private static String note(ModelBundle bundle, BundleScores scores) {
    String networks = bundle.manifest().ensemble().describe();
    return scores.refused() == 0 ? networks : networks + ", " + scores.refused() + " rows refused";
  }

  private static ModelBundle fit(Path training, LabelledRows cells, long seed) throws Exception {
    try (RowSource rows = RowFormat.CSV.open(training)) {
      PipelineConfig pipeline = PipelineFile.parse(seeded(proposal(rows, cells), seed));
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

  /** What {@code --seed} does. */
  private static String seeded(String yaml, long seed) throws IOException {
    ObjectNode pipeline = (ObjectNode) YAML.readTree(yaml);
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
