package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.network.VariationalNetwork;
import io.residual.model.score.Reconstructor;
import io.residual.model.score.ScoringRuntimes;
import io.residual.trainer.data.EncodedRows;
import io.residual.trainer.data.RowFormat;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;

/** The variational network from pipeline file to bundle. */
class VariationalFitTest {

  private static final int WIDTH = 6;

  private static ModelBundle fit(String training, Optional<ModelBundle> from) throws Exception {
    EncodedRows rows = ToyRows.correlated(300, 1);
    StringBuilder csv = new StringBuilder("f1,f2,f3,f4,f5,f6\n");
    for (int i = 0; i < rows.rows() * WIDTH; i++) {
      csv.append(rows.values()[i]).append(i % WIDTH == WIDTH - 1 ? '\n' : ',');
    }
    String pipeline =
        """
        model: {name: toy}
        schema: {fields: [{name: "f{1..6}", type: numeric}]}
        training: {batchSize: 32, epochs: 60, %s}
        """;
    return FittedBundle.fit(pipeline.formatted(training), RowFormat.CSV, csv.toString(), from);
  }

  private static ModelBundle fit(String training) throws Exception {
    return fit(training, Optional.empty());
  }

  private static VariationalNetwork network(ModelBundle bundle, int member) {
    return (VariationalNetwork) bundle.manifest().ensemble().members().get(member).network();
  }

  private static float[] reconstructions(String runtime, ModelBundle bundle, EncodedRows rows)
      throws Exception {
    int members = bundle.manifest().ensemble().members().size();
    float[] reconstructions = new float[rows.rows() * members * WIDTH];
    try (Reconstructor reconstructor = ScoringRuntimes.open(runtime, bundle)) {
      reconstructor.reconstruct(rows.values(), rows.rows(), reconstructions);
    }
    return reconstructions;
  }

  private static void assertRuntimesAgree(ModelBundle bundle) throws Exception {
    EncodedRows rows = ToyRows.correlated(40, 2);
    float[] onnx = reconstructions(ScoringRuntimes.ONNX, bundle, rows);
    float[] dl4j = reconstructions(ScoringRuntimes.DL4J, bundle, rows);
    for (int i = 0; i < onnx.length; i++) {
      assertThat(onnx[i]).isCloseTo(dl4j[i], within(1e-5f));
    }
  }

  @Test
  void itLearnsAndIsServedTheSameByBothRuntimes() throws Exception {
    ModelBundle bundle = fit("network: {kind: variational, code: 3, beta: 0.05}");
    assertThat(network(bundle, 0).describe(WIDTH)).isEqualTo("6-12-3-12-6 variational, beta 0.05");
    assertRuntimesAgree(bundle);
    EncodedRows rows = ToyRows.correlated(200, 3);
    float[] reconstructions = reconstructions(ScoringRuntimes.ONNX, bundle, rows);
    double squares = 0;
    for (int i = 0; i < reconstructions.length; i++) {
      squares += Math.pow((double) rows.values()[i] - reconstructions[i], 2);
    }
    // The rows' own mean square is about 1.3; encoded and raw features are alike but for scaling.
    assertThat(squares / reconstructions.length).isLessThan(0.3);
  }

  @Test
  void aStrongerPriorCarriesLess() throws Exception {
    double[] losses = new double[2];
    double[] betas = {0.01, 100};
    for (int i = 0; i < 2; i++) {
      ModelBundle bundle = fit("network: {kind: variational, beta: " + betas[i] + "}");
      EncodedRows rows = ToyRows.correlated(200, 3);
      float[] back = reconstructions(ScoringRuntimes.ONNX, bundle, rows);
      for (int j = 0; j < back.length; j++) {
        losses[i] += Math.pow((double) rows.values()[j] - back[j], 2) / back.length;
      }
    }
    assertThat(losses[1]).isGreaterThan(4 * losses[0]);
  }

  @Test
  void equalSeedsGiveEqualBytes() throws Exception {
    ModelBundle first = fit("network: variational");
    ModelBundle second = fit("network: variational");
    assertThat(second.manifest().version()).isEqualTo(first.manifest().version());
    assertThat(second.entry("dl4j.zip")).isEqualTo(first.entry("dl4j.zip"));
    assertThat(fit("network: variational, seed: 1").entry("dl4j.zip"))
        .isNotEqualTo(first.entry("dl4j.zip"));
  }

  @Test
  void deeplearning4jItselfReadsIt() throws Exception {
    ModelBundle bundle = fit("network: variational");
    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(bundle.entry(ModelBundle.DL4J_ENTRY)), true);
    assertThat(OnnxExporter.export(List.of(restored)))
        .isEqualTo(bundle.entry(ModelBundle.ONNX_ENTRY));
    restored.close();
  }

  @Test
  void membersOfAnEnsembleHaveCodesOfTheirSizes() throws Exception {
    ModelBundle bundle =
        fit(
            "network: {kind: variational, code: 2},"
                + " ensemble: {members: 4, sizes: [1, 2], fields: 0.5}");
    assertThat(network(bundle, 0).dimensions()).isEqualTo(2);
    assertThat(network(bundle, 1).dimensions()).isEqualTo(4);
    assertThat(network(bundle, 1).outputs()).isEqualTo(WIDTH);
    assertRuntimesAgree(bundle);
  }

  @Test
  void itCanBeTrainedFurther() throws Exception {
    ModelBundle first = fit("network: variational");
    ModelBundle second = fit("network: variational", Optional.of(first));
    assertThat(network(second, 0)).isEqualTo(network(first, 0));
    assertThat(second.manifest().training().validationLoss().get(0))
        .isLessThan(first.manifest().training().validationLoss().get(0));
  }

  @Test
  void itIsNotTrainedFurtherAsAnotherNetwork() throws Exception {
    ModelBundle first = fit("network: {kind: variational, beta: 0.5}");
    assertThatThrownBy(() -> fit("network: {kind: variational, beta: 0.1}", Optional.of(first)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("variational, beta 0.1, the bundle's is")
        .hasMessageContaining("variational, beta 0.5");
    assertThatThrownBy(() -> fit("network: bottleneck", Optional.of(first)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("the bundle's is 6-");
  }
}
