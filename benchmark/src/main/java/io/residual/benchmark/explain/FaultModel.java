package io.residual.benchmark.explain;

import io.residual.model.alert.AlertExplainer;
import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineFile;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.encode.RowEncoder;
import io.residual.model.encode.TextualEncoding;
import io.residual.model.explain.Explainer;
import io.residual.model.explain.Explanation;
import io.residual.model.explain.ExplanationMethod;
import io.residual.model.explain.ExplanationSettings;
import io.residual.model.explain.FieldContribution;
import io.residual.model.record.FieldSpec;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.model.threshold.RollingThreshold;
import io.residual.trainer.data.RowCursor;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.data.SchemaProposal;
import io.residual.trainer.fit.FitListener;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.fit.ModelFitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A model of normal rows, into unseen ones of which faults are planted. Not thread safe. */
final class FaultModel implements AutoCloseable {

  /**
   * Standard deviations that a number is moved by: beyond any doubt, within the encoder's range.
   */
  private static final double DEVIATIONS = 10;

  private final ModelBundle bundle;
  private final Manifest manifest;
  private final Scorer scorer;

  private FaultModel(ModelBundle bundle) throws IOException {
    this.bundle = bundle;
    this.manifest = bundle.manifest();
    this.scorer = Scorer.open(ScoringRuntimes.ONNX, bundle);
  }

  /**
   * Fits the schema that is proposed for the rows.
   *
   * @param settings lines at the end of the pipeline file
   */
  static FaultModel fit(NormalRows rows, String settings) throws Exception {
    try (RowSource training = RowFormat.CSV.open(rows.training())) {
      String pipeline = SchemaProposal.of(training, Optional.empty()).toYaml("faults") + settings;
      FitRequest request = FitRequest.of(PipelineFile.parse(pipeline), List.of(training));
      ModelBundle bundle = ModelFitter.fit(request, FitListener.SILENT).bundle();
      return new FaultModel(BundleReader.read(BundleWriter.toBytes(bundle)));
    }
  }

  /**
   * Faults in rows that are spread evenly over the file, in fields drawn at random: a number is
   * moved up or down by ten standard deviations, a category becomes one that never occurred.
   */
  List<Fault> plant(Path heldOut, int count, int fields, long seed) throws Exception {
    FieldSpreads spreads = new FieldSpreads(manifest.encoder().fieldCount());
    int[] rows = {0};
    forEach(
        heldOut,
        cursor -> {
          cursor.read(spreads);
          rows[0]++;
        });
    List<Integer> breakable =
        IntStream.range(0, manifest.encoder().fieldCount())
            .filter(field -> breakable(field, spreads))
            .boxed()
            .toList();
    PlantedFields planted = new PlantedFields(new RowEncoder(manifest.encoder()), spreads);
    Random random = new Random(seed);
    int every = Math.max(1, rows[0] / count);
    int[] at = {0};
    List<Fault> faults = new ArrayList<>();
    forEach(
        heldOut,
        cursor -> {
          if (at[0]++ % every == 0 && faults.size() < count) {
            Map<Integer, Double> chosen = new TreeMap<>();
            while (chosen.size() < fields) {
              chosen.put(
                  breakable.get(random.nextInt(breakable.size())),
                  random.nextBoolean() ? DEVIATIONS : -DEVIATIONS);
            }
            float[] row = new float[manifest.width()];
            planted.target(row, chosen);
            cursor.read(planted);
            faults.add(fault(row, chosen));
          }
        });
    return faults;
  }

  private boolean breakable(int field, FieldSpreads spreads) {
    return manifest.encoder().fields().get(field) instanceof NumericEncoding
        ? spreads.spread(field) > 0
        : manifest.encoder().fields().get(field) instanceof TextualEncoding;
  }

  private Fault fault(float[] row, Map<Integer, Double> fields) {
    float[] reconstruction = new float[row.length];
    double[] error = new double[1];
    scorer.score(row, 1, reconstruction, error);
    RollingThreshold threshold = manifest.threshold().rolling(manifest.calibration());
    return new Fault(
        row,
        reconstruction,
        fields.keySet().stream()
            .map(field -> manifest.schema().fields().get(field).name())
            .collect(Collectors.toSet()),
        error[0] > threshold.threshold(threshold.initial()));
  }

  private interface RowTaker {
    void take(RowCursor cursor) throws Exception;
  }

  private void forEach(Path file, RowTaker taker) throws Exception {
    try (RowSource source = RowFormat.CSV.open(file);
        RowCursor cursor = source.open(manifest.schema())) {
      while (cursor.next()) {
        taker.take(cursor);
      }
    }
  }

  /**
   * Explains faults as an alert would, with all the time it takes.
   *
   * @param first among how many fields those at fault must be
   */
  Outcome judge(ExplanationMethod method, int evaluations, List<Fault> faults, int first)
      throws IOException {
    ExplanationSettings defaults = ExplanationSettings.DEFAULT;
    ExplanationSettings settings =
        new ExplanationSettings(
            method, defaults.background(), ExplanationSettings.MAX_BUDGET_MILLIS, evaluations);
    int named = 0;
    int alerts = 0;
    int namedOfAlerts = 0;
    double[] millis = new double[faults.size()];
    try (Explainer explainer = AlertExplainer.open(ScoringRuntimes.ONNX, bundle, settings)) {
      for (int i = 0; i < millis.length; i++) {
        Fault fault = faults.get(i);
        long start = System.nanoTime();
        Explanation explanation =
            explainer.explain(fault.row(), fault.reconstruction(), FieldSpec::name, first);
        millis[i] = (System.nanoTime() - start) / 1e6;
        boolean hit =
            explanation.fields().stream()
                .map(FieldContribution::field)
                .collect(Collectors.toCollection(HashSet::new))
                .containsAll(fault.fields());
        named += hit ? 1 : 0;
        alerts += fault.alert() ? 1 : 0;
        namedOfAlerts += hit && fault.alert() ? 1 : 0;
      }
    }
    return new Outcome(faults.size(), named, alerts, namedOfAlerts, millis);
  }

  @Override
  public void close() {
    scorer.close();
  }
}
