package io.residual.trainer.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.score.Reconstructor;
import io.residual.model.score.ScoringRuntimes;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX Runtime on the exported graph gives what Deeplearning4j gives on the network. */
class RuntimeAgreementPropertyTest {

  private static final double TOLERANCE = 1e-5;
  private static final int[] BATCHES = {0, 1, 7, 256};

  @Test
  void randomNetworksAgree() throws IOException {
    double largest = 0;
    for (long seed = 1; seed <= 80; seed++) {
      ModelBundle bundle = RandomNetworks.bundle(seed);
      double difference = largestDifference(bundle, new Random(seed));
      assertThat(difference)
          .as("seed %d, %s", seed, bundle.manifest().ensemble().describe())
          .isLessThanOrEqualTo(TOLERANCE);
      largest = Math.max(largest, difference);
    }
    // Not zero: the test would be void if both ran the same code.
    assertThat(largest).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void everyActivationAgrees(Activation activation) throws IOException {
    DenseNetwork spec =
        new DenseNetwork(
            List.of(new LayerSpec(9, activation), new LayerSpec(4, activation)),
            List.of(new LayerSpec(9, activation), new LayerSpec(13, activation)));
    ModelBundle bundle = RandomNetworks.bundle(spec, 13, new Random(3));
    assertThat(largestDifference(bundle, new Random(4))).isLessThanOrEqualTo(TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 784})
  void extremeWidthsAgree(int features) throws IOException {
    DenseNetwork spec =
        new DenseNetwork(
            List.of(new LayerSpec(32, Activation.RELU)),
            List.of(new LayerSpec(features, Activation.SIGMOID)));
    ModelBundle bundle = RandomNetworks.bundle(spec, features, new Random(5));
    assertThat(largestDifference(bundle, new Random(6))).isLessThanOrEqualTo(TOLERANCE);
  }

  private static double largestDifference(ModelBundle bundle, Random random) throws IOException {
    double largest = 0;
    try (Reconstructor onnx = ScoringRuntimes.open(ScoringRuntimes.ONNX, bundle);
        Reconstructor dl4j = ScoringRuntimes.open(ScoringRuntimes.DL4J, bundle)) {
      int features = bundle.manifest().encoder().featureCount();
      for (int batch : BATCHES) {
        float[] rows = RandomNetworks.rows(batch, features, random);
        float[] first = new float[rows.length];
        float[] second = new float[rows.length];
        onnx.reconstruct(rows, batch, first);
        dl4j.reconstruct(rows, batch, second);
        for (int i = 0; i < rows.length; i++) {
          largest = Math.max(largest, Math.abs((double) first[i] - second[i]));
        }
      }
    }
    return largest;
  }
}
