package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.encode.RowEncoder;
import io.residual.model.network.Activation;
import io.residual.model.network.Modality;
import io.residual.model.network.MultimodalNetwork;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.trainer.data.RowFormat;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The multimodal network from pipeline file to bundle. */
class MultimodalFitTest {

  private static final String[] KINDS = {"bolt", "lamp", "pump"};

  private static final String SCHEMA =
      """
      model: {name: orders}
      schema:
        fields:
          - {name: price, type: numeric}
          - {name: kind, type: categorical}
          - {name: weight, type: numeric, missing: indicator}
          - {name: gift, type: boolean}
          - {name: note, type: text, features: 32}
          - {name: place, type: vector, length: 2}
      """;

  /** An order whose kind decides its price, its weight and its note. */
  private static String order(int kind, int noteKind, Random random) {
    String weight =
        random.nextInt(10) == 0
            ? "null"
            : String.format(Locale.ROOT, "%.3f", 3 - kind + 0.05 * random.nextGaussian());
    return String.format(
        Locale.ROOT,
        "{\"price\":%.3f,\"kind\":\"%s\",\"weight\":%s,\"gift\":%b,\"note\":\"one %s please\","
            + "\"place\":[%.3f,%.3f]}",
        10 * (1 + kind) + 0.3 * random.nextGaussian(),
        KINDS[kind],
        weight,
        random.nextBoolean(),
        KINDS[noteKind],
        random.nextGaussian(),
        random.nextGaussian());
  }

  private static String orders(int count) {
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(3);
      rows.append(order(kind, kind, random)).append('\n');
    }
    return rows.toString();
  }

  private static ModelBundle fit(String training, Optional<ModelBundle> from) throws Exception {
    String pipeline = SCHEMA + "training: {batchSize: 32, epochs: 40, %s}\n".formatted(training);
    return FittedBundle.fit(pipeline, RowFormat.JSON_LINES, orders(400), from);
  }

  private static ModelBundle fit(String training) throws Exception {
    return fit(training, Optional.empty());
  }

  private static MultimodalNetwork network(ModelBundle bundle, int member) {
    return (MultimodalNetwork) bundle.manifest().ensemble().members().get(member).network();
  }

  private static double error(String runtime, ModelBundle bundle, String json) throws Exception {
    float[] row = new float[bundle.manifest().width()];
    RowEncoder encoder = new RowEncoder(bundle.manifest().encoder());
    encoder.target(row, 0);
    new JsonRecordReader(bundle.manifest().schema())
        .read(json.getBytes(StandardCharsets.UTF_8), encoder);
    double[] errors = new double[1];
    try (Scorer scorer = Scorer.open(runtime, bundle)) {
      scorer.score(row, 1, new float[row.length], errors);
    }
    return errors[0];
  }

  @Test
  void eachKindOfFieldsHasItsEncoderAndItsLoss() throws Exception {
    MultimodalNetwork network = network(fit("network: {kind: multimodal, code: 5}"), 0);
    assertThat(network.modalities())
        .extracting(Modality::name)
        .containsExactly("numbers", "categories", "texts", "vectors");
    assertThat(network.code().units()).isEqualTo(5);
    // Price and weight; whether the weight was missing.
    assertThat(network.modalities().get(0).heads())
        .extracting(head -> head.activation() + " " + head.width())
        .containsExactly("IDENTITY 2", "SIGMOID 1");
    // Three kinds and an unknown one; a flag.
    assertThat(network.modalities().get(1).heads())
        .extracting(head -> head.activation() + " " + head.width())
        .containsExactly("SOFTMAX 4", "SIGMOID 1");
    assertThat(network.modalities().get(2).heads().get(0).activation())
        .isEqualTo(Activation.IDENTITY);
    double weights =
        network.modalities().stream()
            .flatMap(modality -> modality.heads().stream())
            .mapToDouble(head -> head.weight())
            .sum();
    assertThat(weights).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network: multimodal",
        "network: multimodal, ensemble: {members: 3, sizes: [0.5, 1], fields: 0.5}",
        "network: multimodal, augment: {noise: 0.3, swap: 0.2, interpolate: 0.5}",
      })
  void bothRuntimesFindWhatDoesNotBelongTogether(String training) throws Exception {
    ModelBundle bundle = fit(training);
    Random random = new Random(9);
    double normal = 0;
    double odd = 0;
    for (int i = 0; i < 20; i++) {
      String usual = order(i % 3, i % 3, random);
      String unusual = order(i % 3, (i + 1) % 3, random);
      double error = error(ScoringRuntimes.ONNX, bundle, usual);
      assertThat(error(ScoringRuntimes.DL4J, bundle, usual))
          .isCloseTo(error, within(1e-4 * (1 + error)));
      normal += error / 20;
      odd += error(ScoringRuntimes.ONNX, bundle, unusual) / 20;
    }
    assertThat(odd).isGreaterThan(2 * normal);
  }

  @Test
  void windowsOfRecordsHaveASoftmaxEach() throws Exception {
    String pipeline =
        SCHEMA + "sequence: {length: 3}\ntraining: {network: multimodal, epochs: 3}\n";
    ModelBundle bundle =
        FittedBundle.fit(pipeline, RowFormat.JSON_LINES, orders(200), Optional.empty());
    assertThat(network(bundle, 0).modalities().get(1).heads())
        .extracting(head -> head.activation())
        .containsExactly(
            Activation.SOFTMAX, Activation.SOFTMAX, Activation.SOFTMAX, Activation.SIGMOID);
    assertThat(network(bundle, 0).outputs()).isEqualTo(bundle.manifest().width());
  }

  @Test
  void deeplearning4jItselfReadsIt() throws Exception {
    ModelBundle bundle = fit("network: multimodal");
    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(
            new ByteArrayInputStream(bundle.entry(ModelBundle.DL4J_ENTRY)), true);
    assertThat(OnnxExporter.export(List.of(restored)))
        .isEqualTo(bundle.entry(ModelBundle.ONNX_ENTRY));
    restored.close();
  }

  @Test
  void equalSeedsGiveEqualBytes() throws Exception {
    ModelBundle first = fit("network: multimodal");
    ModelBundle second = fit("network: multimodal");
    assertThat(second.manifest().version()).isEqualTo(first.manifest().version());
    assertThat(second.entry("dl4j.zip")).isEqualTo(first.entry("dl4j.zip"));
    assertThat(fit("network: multimodal, seed: 1").entry("dl4j.zip"))
        .isNotEqualTo(first.entry("dl4j.zip"));
  }

  @Test
  void itCanBeTrainedFurther() throws Exception {
    ModelBundle first = fit("network: multimodal");
    ModelBundle second = fit("network: multimodal", Optional.of(first));
    assertThat(network(second, 0)).isEqualTo(network(first, 0));
    assertThat(second.manifest().training().validationLoss().get(0))
        .isLessThan(first.manifest().training().validationLoss().get(0) / 2);
    assertThatThrownBy(() -> fit("network: bottleneck", Optional.of(first)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("the bundle's is multimodal numbers 3-");
  }
}
