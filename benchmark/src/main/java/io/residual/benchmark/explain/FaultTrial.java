package io.residual.benchmark.explain;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One model and faults planted into rows that it has not seen. Faults are alike for every method of
 * explanation. Not thread safe.
 */
final class FaultTrial implements AutoCloseable {

  /**
   * Standard deviations that a number is moved by: beyond any doubt, within the encoder's range.
   */
  private static final double DEVIATIONS = 10;

  private final Manifest manifest;
  private final ModelBundle bundle;
  private final Scorer scorer;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * A planted fault.
   *
   * @param row encoded
   * @param fields names of the fields at fault
   * @param alert whether a new entity's threshold is exceeded
   */
  @SuppressWarnings("ArrayRecordComponent") // large, never compared
  record Fault(float[] row, float[] reconstruction, List<String> fields, boolean alert) {}

  /** How an explainer did. */
  record Outcome(
      int faults, int named, int alerts, int namedOfAlerts, int fallbacks, double micros) {

    double rate() {
      return (double) named / faults;
    }
  }

  private FaultTrial(ModelBundle bundle) throws IOException {
    this.bundle = bundle;
    this.manifest = bundle.manifest();
    this.scorer = Scorer.open(ScoringRuntimes.ONNX, bundle);
  }

  /** Trains on the proposal for the rows, with the given lines at the end of the pipeline file. */
  static FaultTrial of(NormalRows rows, String settings, int count, int fields, long seed)
      throws Exception {
    try (RowSource training = RowFormat.CSV.open(rows.training())) {
      String pipeline = SchemaProposal.of(training, Optional.empty()).toYaml("faults") + settings;
      ModelBundle bundle =
          ModelFitter.fit(
                  FitRequest.of(PipelineFile.parse(pipeline), List.of(training)),
                  FitListener.SILENT)
              .bundle();
      FaultTrial trial = new FaultTrial(BundleReader.read(BundleWriter.toBytes(bundle)));
      trial.plant(rows.heldOut(), count, fields, new Random(seed));
      return trial;
    }
  }

  private void plant(Path heldOut, int count, int fields, Random random) throws Exception {
    FieldSpreads spreads = new FieldSpreads(manifest.encoder().fieldCount());
    int rows = 0;
    try (RowSource source = RowFormat.CSV.open(heldOut);
        RowCursor cursor = source.open(manifest.schema())) {
      while (cursor.next()) {
        cursor.read(spreads);
        rows++;
      }
    }
    List<Integer> breakable =
        IntStream.range(0, manifest.encoder().fieldCount())
            .filter(field -> breakable(field, spreads))
            .boxed()
            .toList();
    RollingThreshold threshold = manifest.threshold().rolling(manifest.calibration());
    double limit = threshold.threshold(threshold.initial());
    PlantedFields planted = new PlantedFields(new RowEncoder(manifest.encoder()), spreads);
    int every = Math.max(1, rows / count);
    int at = 0;
    try (RowSource source = RowFormat.CSV.open(heldOut);
        RowCursor cursor = source.open(manifest.schema())) {
      while (cursor.next() && faults.size() < count) {
        if (at++ % every != 0) {
          continue;
        }
        Map<Integer, Double> chosen = new TreeMap<>();
        while (chosen.size() < Math.min(fields, breakable.size())) {
          chosen.put(
              breakable.get(random.nextInt(breakable.size())),
              random.nextBoolean() ? DEVIATIONS : -DEVIATIONS);
        }
        float[] row = new float[manifest.width()];
        planted.target(row, chosen);
        cursor.read(planted);
        float[] reconstruction = new float[row.length];
        double[] error = new double[1];
        scorer.score(row, 1, reconstruction, error);
        faults.add(
            new Fault(
                row,
                reconstruction,
                chosen.keySet().stream()
                    .map(f -> manifest.schema().fields().get(f).name())
                    .toList(),
                error[0] > limit));
      }
    }
  }

  private boolean breakable(int field, FieldSpreads spreads) {
    return manifest.encoder().fields().get(field) instanceof NumericEncoding
        ? spreads.spread(field) > 0
        : manifest.encoder().fields().get(field) instanceof TextualEncoding;
  }

  ModelBundle bundle() {
    return bundle;
  }

  Scorer scorer() {
    return scorer;
  }

  List<Fault> faults() {
    return faults;
  }

  /** Whether all fields at fault are among the first ones. */
  Outcome judge(Explainer explainer, int first) {
    int named = 0;
    int alerts = 0;
    int ofAlerts = 0;
    int fallbacks = 0;
    long nanos = 0;
    for (Fault fault : faults) {
      long start = System.nanoTime();
      Explanation explanation =
          explainer.explain(fault.row(), fault.reconstruction(), FieldSpec::name, first);
      nanos += System.nanoTime() - start;
      boolean hit =
          explanation.fields().stream()
              .map(FieldContribution::field)
              .toList()
              .containsAll(fault.fields());
      named += hit ? 1 : 0;
      alerts += fault.alert() ? 1 : 0;
      ofAlerts += hit && fault.alert() ? 1 : 0;
      fallbacks += explanation.note() == null ? 0 : 1;
    }
    return new Outcome(
        faults.size(),
        named,
        alerts,
        ofAlerts,
        fallbacks,
        nanos / 1e3 / Math.max(1, faults.size()));
  }

  @Override
  public void close() {
    scorer.close();
  }
}
