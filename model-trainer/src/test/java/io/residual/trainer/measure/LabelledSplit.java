package io.residual.trainer.measure;

import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineFile;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.BadRows;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.evaluate.BundleScores;
import io.residual.trainer.evaluate.LabelledRows;
import io.residual.trainer.fit.FitListener;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.fit.ModelFitter;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * A labelled set, split into rows to train on and rows to test with. The labels of the training
 * rows are thrown away before anything sees them.
 */
final class LabelledSplit {

  private static final String LABEL = "label";

  private final String fields;
  private final String training;
  private final String test;
  private final long seed;

  private LabelledSplit(String header, List<String> training, List<String> test, long seed) {
    String[] columns = header.split(",", -1);
    fields = "f{1.." + (columns.length - 1) + "}";
    this.training =
        csv(
            header.substring(0, header.lastIndexOf(',')),
            training.stream().map(row -> row.substring(0, row.lastIndexOf(','))).toList());
    this.test = csv(header, test);
    this.seed = seed;
  }

  /** Half of the normal rows train; the others and all anomalies test. */
  static LabelledSplit clean(String set, long seed) throws IOException {
    List<String> lines = lines(SharedData.assumed("tabular/" + set));
    List<String> rows = shuffled(lines, seed);
    List<String> normal = new ArrayList<>(rows.stream().filter(normal()).toList());
    List<String> training = normal.subList(0, normal.size() / 2);
    List<String> test = new ArrayList<>(normal.subList(normal.size() / 2, normal.size()));
    test.addAll(rows.stream().filter(normal().negate()).toList());
    return new LabelledSplit(lines.get(0), training, test, seed);
  }

  /** 60% of all rows train, anomalies among them; the others test. */
  static LabelledSplit contaminated(String set, long seed) throws IOException {
    List<String> lines = lines(SharedData.assumed("tabular/" + set));
    List<String> rows = shuffled(lines, seed);
    int cut = (int) Math.round(0.6 * rows.size());
    return new LabelledSplit(
        lines.get(0), rows.subList(0, cut), rows.subList(cut, rows.size()), seed);
  }

  private static Predicate<String> normal() {
    return row -> row.endsWith(",0");
  }

  private static List<String> shuffled(List<String> lines, long seed) {
    List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
    Collections.shuffle(rows, new Random(seed));
    return rows;
  }

  private static List<String> lines(Path file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }

  private static String csv(String header, List<String> rows) {
    return header + "\n" + String.join("\n", rows) + "\n";
  }

  /**
   * A model of the training rows, judged on the test rows.
   *
   * @param settings keys of {@code training}, as in {@code noise: 0.5}; empty for none
   */
  ModelFigures figures(String settings) throws Exception {
    String yaml =
        """
        model: {name: real}
        schema: {fields: [{name: "%s", type: numeric}]}
        training: {seed: %d, validation: {split: random}%s}
        """
            .formatted(fields, seed, settings.isEmpty() ? "" : ", " + settings);
    ModelBundle bundle;
    try (RowSource rows = source(training)) {
      FitRequest request = FitRequest.of(PipelineFile.parse(yaml), List.of(rows));
      bundle =
          BundleReader.read(
              BundleWriter.toBytes(ModelFitter.fit(request, FitListener.SILENT).bundle()));
    }
    ModelFigures.Collector collector = new ModelFigures.Collector(bundle.manifest());
    try (RowSource rows = source(test);
        BundleScores scores = BundleScores.open(bundle)) {
      scores.score(
          new LabelledRows(List.of(rows), Optional.of(new AnomalyLabel(LABEL)), count -> {}),
          new BadRows(0),
          collector);
    }
    return collector.figures();
  }

  private static RowSource source(String csv) throws IOException {
    return RowFormat.CSV.open(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
  }
}
