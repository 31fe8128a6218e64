package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineFile;
import io.residual.model.ensemble.Combination;
import io.residual.model.ensemble.Member;
import io.residual.model.network.DenseNetwork;
import io.residual.model.score.Reconstructor;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.trainer.data.EncodedRows;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnsembleFitterTest {

  private static final int ROWS = 300;

  private static ModelBundle fit(String training) throws Exception {
    EncodedRows rows = ToyRows.correlated(ROWS, 1);
    StringBuilder csv = new StringBuilder("a,b,c,d,e,f\n");
    for (int i = 0; i < ROWS * 6; i++) {
      csv.append(rows.values()[i]).append(i % 6 == 5 ? '\n' : ',');
    }
    String yaml =
        """
        model: {name: toy}
        schema:
          fields:
            - {name: a, type: numeric}
            - {name: b, type: numeric}
            - {name: c, type: numeric}
            - {name: d, type: numeric}
            - {name: e, type: numeric}
            - {name: f, type: numeric}
        training: {batchSize: 32, epochs: 15, %s}
        """;
    try (RowSource source =
        RowFormat.CSV.open(
            new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)))) {
      FitRequest request =
          FitRequest.of(PipelineFile.parse(yaml.formatted(training)), List.of(source));
      ModelBundle bundle = ModelFitter.fit(request, FitListener.SILENT).bundle();
      return BundleReader.read(BundleWriter.toBytes(bundle));
    }
  }

  private static double[] errors(String runtime, ModelBundle bundle, EncodedRows rows)
      throws Exception {
    double[] errors = new double[rows.rows()];
    try (Scorer scorer = Scorer.open(runtime, bundle)) {
      scorer.score(rows.values(), rows.rows(), new float[rows.rows() * rows.features()], errors);
    }
    return errors;
  }

  @ParameterizedTest
  @EnumSource(Combination.class)
  void bothRuntimesGiveTheCombinedError(Combination combination) throws Exception {
    ModelBundle bundle =
        fit(
            "ensemble: {members: 4, sizes: [0.5, 1], fields: 0.7, combination: "
                + combination.name().toLowerCase(Locale.ROOT)
                + "}");
    assertThat(bundle.manifest().ensemble().members()).hasSize(4);
    assertThat(bundle.manifest().training().courses()).hasSize(4);
    EncodedRows rows = ToyRows.correlated(50, 2);
    double[] onnx = errors(ScoringRuntimes.ONNX, bundle, rows);
    double[] dl4j = errors(ScoringRuntimes.DL4J, bundle, rows);
    for (int i = 0; i < onnx.length; i++) {
      assertThat(onnx[i]).isCloseTo(dl4j[i], within(1e-4 * (1 + dl4j[i])));
    }
  }

  @Test
  void errorsOfCalibratedMembersAverageOneOnHeldBackRows() throws Exception {
    ModelBundle bundle = fit("ensemble: 3");
    double sum = 0;
    for (int i = 0; i < 500; i++) {
      sum += bundle.manifest().calibration().quantile((i + 0.5) / 500) / 500;
    }
    assertThat(sum).isCloseTo(1, within(0.1));
  }

  @Test
  void membersDifferInSeedAndSize() throws Exception {
    ModelBundle bundle = fit("ensemble: {members: 3, sizes: [1, 2]}");
    List<Member> members = bundle.manifest().ensemble().members();
    DenseNetwork first = (DenseNetwork) members.get(0).network();
    DenseNetwork second = (DenseNetwork) members.get(1).network();
    assertThat(second.encoder().get(0).units()).isEqualTo(2 * first.encoder().get(0).units());
    assertThat(second.outputs()).isEqualTo(6);
    assertThat(members.get(2).network()).isEqualTo(first);
    assertThat(bundle.entry(ModelBundle.dl4jEntry(2))).isNotEqualTo(bundle.entry("dl4j.zip"));
  }

  @Test
  void aMemberIgnoresFieldsThatItDoesNotLookAt() throws Exception {
    ModelBundle bundle = fit("ensemble: {members: 3, fields: 0.5}");
    EncodedRows rows = ToyRows.correlated(20, 3);
    for (Member member : bundle.manifest().ensemble().members()) {
      float[] weights = member.error().weights();
      int looked = 0;
      for (float weight : weights) {
        looked += weight > 0 ? 1 : 0;
      }
      assertThat(looked).isEqualTo(3);
    }
    int width = 6;
    float[] before = new float[20 * 3 * width];
    float[] after = new float[20 * 3 * width];
    try (Reconstructor networks = ScoringRuntimes.open(ScoringRuntimes.ONNX, bundle)) {
      networks.reconstruct(rows.values(), 20, before);
      for (int m = 0; m < 3; m++) {
        float[] weights = bundle.manifest().ensemble().members().get(m).error().weights();
        float[] changed = rows.values().clone();
        for (int i = 0; i < changed.length; i++) {
          changed[i] += weights[i % width] > 0 ? 0 : 100;
        }
        networks.reconstruct(changed, 20, after);
        for (int row = 0; row < 20; row++) {
          for (int j = 0; j < width; j++) {
            int at = (row * 3 + m) * width + j;
            assertThat(after[at]).isEqualTo(before[at]);
          }
        }
      }
    }
  }

  @Test
  void aFieldThatNobodyLooksAtIsRefused() {
    assertThatThrownBy(() -> fit("ensemble: {members: 2, fields: 0.3}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 members that look at 2 of 6 fields");
  }

  @Test
  void equalSeedsGiveEqualEnsembles() throws Exception {
    String training = "ensemble: {members: 3, fields: 0.7}, augment: {swap: 0.2, interpolate: 0.5}";
    ModelBundle first = fit(training);
    ModelBundle second = fit(training);
    assertThat(second.manifest().version()).isEqualTo(first.manifest().version());
    for (String entry : List.of("model.onnx", "dl4j.zip", "dl4j-2.zip", "dl4j-3.zip")) {
      assertThat(second.entry(entry)).isEqualTo(first.entry(entry));
    }
  }

  @Test
  void theCombinationIsPartOfTheVersion() throws Exception {
    ModelBundle median = fit("ensemble: {members: 3, combination: median}");
    ModelBundle mean = fit("ensemble: 3");
    assertThat(median.entry("model.onnx")).isEqualTo(mean.entry("model.onnx"));
    assertThat(median.manifest().version()).isNotEqualTo(mean.manifest().version());
  }

  @Test
  void oneMemberIsThePlainNetwork() throws Exception {
    ModelBundle one = fit("ensemble: 1");
    ModelBundle plain = fit("network: bottleneck");
    assertThat(one.entry("dl4j.zip")).isEqualTo(plain.entry("dl4j.zip"));
    assertThat(one.manifest().ensemble()).isEqualTo(plain.manifest().ensemble());
  }
}
