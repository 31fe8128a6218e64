package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.EntryDigest;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.PipelineFile;
import io.residual.model.encode.RowEncoder;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.network.NetworkSpec;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowReport;
import io.residual.trainer.data.RowSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFitterTest {

  private static final String SCHEMA =
      """
      model: {name: toy}
      schema:
        fields:
          - {name: a, type: numeric}
          - {name: b, type: numeric}
          - {name: mode, type: categorical}
      """;

  private static String csv(int rows) {
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("a,b,mode,label\n");
    for (int i = 0; i < rows; i++) {
      boolean anomaly = i % 50 == 49;
      double a = random.nextGaussian();
      csv.append(
          String.format(
              Locale.ROOT,
              "%f,%f,%s,%d%n",
              10 + a,
              anomaly ? 5 * a : -3 * a,
              a > 0 ? "high" : "low",
              anomaly ? 1 : 0));
    }
    return csv.toString();
  }

  private static FitOutcome fit(String yaml, String rows) throws Exception {
    try (RowSource source = source(rows)) {
      FitRequest request =
          FitRequest.of(PipelineFile.parse(yaml), List.of(source)).withLabel("label");
      return ModelFitter.fit(request, FitListener.SILENT);
    }
  }

  private static RowSource source(String rows) throws Exception {
    return RowFormat.AUTO.open(new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void bundleScoresAnomaliesHigherThanNormalRows() throws Exception {
    FitOutcome outcome =
        fit(SCHEMA + "training: {epochs: 40, learningRate: 0.01, batchSize: 64}", csv(600));
    assertThat(outcome.rows().total()).isEqualTo(600);
    assertThat(outcome.rows().anomalies()).isEqualTo(12);
    assertThat(outcome.rows().training()).isEqualTo(470);
    assertThat(outcome.rows().validation()).isEqualTo(118);
    ModelBundle bundle = BundleReader.read(BundleWriter.toBytes(outcome.bundle()));
    Manifest manifest = bundle.manifest();
    assertThat(manifest.calibration().count()).isEqualTo(118);
    try (Scorer scorer = Scorer.open(ScoringRuntimes.ONNX, bundle)) {
      double normal = score(scorer, manifest, "{\"a\":11,\"b\":-3,\"mode\":\"high\"}");
      double odd = score(scorer, manifest, "{\"a\":11,\"b\":3,\"mode\":\"high\"}");
      assertThat(normal).isLessThan(manifest.calibration().quantile(0.99));
      assertThat(odd)
          .isGreaterThan(5 * normal)
          .isGreaterThan(manifest.calibration().quantile(0.99));
    }
  }

  @Test
  void theDefaultIsAnEnsembleOfTwoKinds() throws Exception {
    Manifest manifest = fit(SCHEMA + "training: {epochs: 2}", csv(100)).bundle().manifest();
    assertThat(manifest.ensemble().describe())
        .startsWith("3 x 5-128-128-5, ")
        .contains("2 x 5-", "mean of their errors");
    assertThat(manifest.error().kind()).isEqualTo(ErrorMeasure.Kind.FIELD_MEAN);
    assertThat(manifest.training().courses()).hasSize(5);
    assertThat(manifest.training().epochs()).isEqualTo(2);
  }

  @Test
  void epochsFollowFromTheNumberOfRows() {
    assertThat(DefaultEnsemble.epochs(10, 64)).isEqualTo(200);
    assertThat(DefaultEnsemble.epochs(2352, 64)).isEqualTo(54);
    assertThat(DefaultEnsemble.epochs(1_000_000, 64)).isEqualTo(1);
  }

  private static double score(Scorer scorer, Manifest manifest, String json) throws Exception {
    float[] row = new float[manifest.encoder().featureCount()];
    RowEncoder encoder = new RowEncoder(manifest.encoder());
    encoder.target(row, 0);
    new JsonRecordReader(manifest.schema()).read(json.getBytes(StandardCharsets.UTF_8), encoder);
    double[] errors = new double[1];
    scorer.score(row, 1, new float[row.length], errors);
    return errors[0];
  }

  @Test
  void equalRowsAndSeedsGiveTheSameModel() throws Exception {
    String yaml = SCHEMA + "training: {epochs: 2, seed: 9}";
    ModelBundle first = fit(yaml, csv(100)).bundle();
    ModelBundle second = fit(yaml, csv(100)).bundle();
    assertThat(second.manifest().version()).isEqualTo(first.manifest().version()).hasSize(12);
    assertThat(networks(second)).isEqualTo(networks(first));
    assertThat(second.manifest().calibration()).isEqualTo(first.manifest().calibration());
    ModelBundle other = fit(SCHEMA + "training: {epochs: 2, seed: 10}", csv(100)).bundle();
    assertThat(other.manifest().version()).isNotEqualTo(first.manifest().version());
  }

  @Test
  void deeplearning4jItselfReadsTheNetworkInTheBundle() throws Exception {
    ModelBundle bundle =
        fit(SCHEMA + "training: {epochs: 1, network: bottleneck}", csv(100)).bundle();
    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(bundle.entry(ModelBundle.DL4J_ENTRY)), true);
    assertThat(restored.getLayerWiseConfigurations().getConfs()).hasSize(4);
    assertThat(OnnxExporter.export(List.of(restored)))
        .isEqualTo(bundle.entry(ModelBundle.ONNX_ENTRY));
    restored.close();
  }

  @Test
  void standardizedErrorOfHeldBackRowsAveragesOne() throws Exception {
    ModelBundle bundle =
        fit(SCHEMA + "training: {epochs: 3, error: standardized}", csv(300)).bundle();
    assertThat(bundle.manifest().error().kind()).isEqualTo(ErrorMeasure.Kind.STANDARDIZED);
    double sum = 0;
    int points = 500;
    for (int i = 0; i < points; i++) {
      sum += bundle.manifest().calibration().quantile((i + 0.5) / points) / points;
    }
    assertThat(sum).isCloseTo(1, within(0.15));
  }

  @Test
  void classicNetworkNeeds784Features() {
    assertThatThrownBy(() -> fit(SCHEMA + "training: {network: classic}", csv(100)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("784 units")
        .hasMessageContaining("5 features")
        .hasMessageContaining("28 x 28");
  }

  @Test
  void layersMustEndInTheFeatures() {
    String yaml =
        SCHEMA
            + """
            training:
              network:
                encoder: [{units: 2, activation: tanh}]
                decoder: [{units: 4, activation: identity}]
            """;
    assertThatThrownBy(() -> fit(yaml, csv(100)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("4 units")
        .hasMessageContaining("5 features");
  }

  @Test
  void labelMustBeNoFeature() {
    String yaml = SCHEMA.replace("mode, type: categorical", "label, type: numeric");
    assertThatThrownBy(() -> fit(yaml, csv(100)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the label 'label' is also field 'label'");
  }

  @Test
  void namesAndVersionsCanBeGiven() throws Exception {
    try (RowSource source = source(csv(100))) {
      FitRequest request =
          new FitRequest(
                  PipelineFile.parse(SCHEMA + "training: {epochs: 1}"),
                  List.of(source, source),
                  Optional.empty(),
                  Optional.empty(),
                  0,
                  Instant.EPOCH)
              .withModelVersion("v3");
      FitOutcome outcome = ModelFitter.fit(request, FitListener.SILENT);
      assertThat(outcome.bundle().manifest().version()).isEqualTo("v3");
      assertThat(outcome.bundle().manifest().createdAt()).isEqualTo(Instant.EPOCH);
      assertThat(outcome.rows().total()).isEqualTo(200);
    }
  }

  /** Digests of all but the report, which tells how long the fit took. */
  private static Map<String, EntryDigest> networks(ModelBundle bundle) {
    Map<String, EntryDigest> entries = new TreeMap<>(bundle.manifest().entries());
    entries.remove(ModelBundle.REPORT_ENTRY);
    return entries;
  }

  private static FitRequest request(String yaml, RowSource source) throws Exception {
    return FitRequest.of(PipelineFile.parse(yaml), List.of(source)).withLabel("label");
  }

  @Test
  void modelCanBeTrainedFurther() throws Exception {
    String yaml = SCHEMA + "training: {epochs: 8, learningRate: 0.01, batchSize: 64}";
    ModelBundle first = BundleReader.read(BundleWriter.toBytes(fit(yaml, csv(600)).bundle()));
    String shifted = csv(600).replace("\n1", "\n2");
    try (RowSource source = source(shifted)) {
      ModelBundle second =
          ModelFitter.fit(request(yaml, source).from(first), FitListener.SILENT).bundle();
      assertThat(second.manifest().encoder()).isEqualTo(first.manifest().encoder());
      assertThat(second.manifest().ensemble().members().get(0).network())
          .isEqualTo(first.manifest().ensemble().members().get(0).network());
      assertThat(second.manifest().version()).isNotEqualTo(first.manifest().version());
    }
    try (RowSource source = source(csv(600))) {
      ModelBundle second =
          ModelFitter.fit(request(yaml, source).from(first), FitListener.SILENT).bundle();
      // It goes on where the first fit ended, not where it began.
      List<Double> before = first.manifest().training().validationLoss();
      assertThat(second.manifest().training().validationLoss().get(0))
          .isLessThan(1.1 * before.get(before.size() - 1))
          .isLessThan(0.5 * before.get(0));
    }
  }

  /** Rows of another kind come last, and are held back to calibrate the errors. */
  @Test
  void networksAreFittedAgainToHeldBackRowsOnceThoseHaveCalibrated() throws Exception {
    StringBuilder rows = new StringBuilder(csv(200));
    for (int i = 0; i < 50; i++) {
      rows.append(String.format(Locale.ROOT, "%f,%f,low,0%n", 10 + 0.1 * i, 8 + 0.02 * i));
    }
    String yaml = SCHEMA + "training: {epochs: 40, validation: {split: last}}";
    ModelBundle bundle = fit(yaml, rows.toString()).bundle();
    Manifest manifest = bundle.manifest();
    double error;
    try (Scorer scorer = Scorer.open(ScoringRuntimes.ONNX, bundle)) {
      error = score(scorer, manifest, "{\"a\":11,\"b\":8.3,\"mode\":\"low\"}");
    }
    assertThat(manifest.training().trainingRows()).isEqualTo(197);
    assertThat(manifest.calibration().count()).isEqualTo(49);
    assertThat(error).isLessThan(0.3 * manifest.calibration().quantile(0.5));
  }

  @Test
  void trainingFurtherNeedsTheSameSchemaAndNetwork() throws Exception {
    ModelBundle bundle =
        fit(SCHEMA + "training: {network: bottleneck, epochs: 1}", csv(100)).bundle();
    String other =
        SCHEMA.replace("name: b, type: numeric", "name: b, type: numeric, scaling: robust")
            + """
            training:
              network:
                encoder: [{units: 2, activation: tanh}]
                decoder: [{units: 5, activation: identity}]
            """;
    try (RowSource source = source(csv(100))) {
      assertThatThrownBy(
              () -> ModelFitter.fit(request(other, source).from(bundle), FitListener.SILENT))
          .isInstanceOf(InvalidConfigException.class)
          .hasMessageContaining("2 faults")
          .hasMessageContaining("schema.fields[1]: field 'b' differs from the bundle's field 'b'")
          .hasMessageContaining("training.network: asks for other layers than the bundle's 5-");
    }
  }

  @Test
  void interruptedFitGivesTheSameModelWhenTakenUpAgain(@TempDir Path folder) throws Exception {
    String yaml = SCHEMA + "training: {epochs: 6, schedule: cosine}";
    ModelBundle whole = fit(yaml, csv(200)).bundle();
    CheckpointFolder checkpoints = new CheckpointFolder(folder.resolve("state"), 2);
    FitListener interrupting =
        new FitListener() {
          @Override
          public void rowsRead(RowReport rows, int features) {}

          @Override
          public void networkBegins(int number, int count, int inputs, NetworkSpec network) {}

          @Override
          public void epochDone(FitProgress progress) {
            if (progress.epoch() == 5) {
              throw new IllegalStateException("interrupted");
            }
          }
        };
    try (RowSource source = source(csv(200))) {
      FitRequest request = request(yaml, source).withCheckpoints(checkpoints);
      assertThatThrownBy(() -> ModelFitter.fit(request, interrupting)).hasMessage("interrupted");
      ModelBundle continued = ModelFitter.fit(request, FitListener.SILENT).bundle();
      assertThat(continued.manifest().version()).isEqualTo(whole.manifest().version());
      assertThat(networks(continued)).isEqualTo(networks(whole));
      assertThat(continued.manifest().calibration()).isEqualTo(whole.manifest().calibration());
    }
  }
}
