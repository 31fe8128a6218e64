package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.network.Activation;
import io.residual.model.score.dl4j.DenseNetworks;
import io.residual.trainer.data.EncodedRows;
import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.NoOp;

class MemoryNetworkTest {

  private static final float[] EQUAL = {1, 1, 1};

  @Test
  void reconstructsRowsLikeThoseItRemembersAndNoOthers() {
    MemoryNetwork memory = fit(clusters(400, 1), EQUAL, 7, 1);

    float[] normal = {5, 0, 0};
    float[] strange = {5, 5, 5};

    assertThat(error(memory, normal)).isLessThan(0.1);
    assertThat(error(memory, strange)).isGreaterThan(10);
  }

  @Test
  void weighsPrototypesByTheirDistance() {
    EncodedRows two = new EncodedRows(new float[] {0, 0, 0, 1, 0, 0}, 2, 3);
    MemoryNetwork memory = fit(two, EQUAL, 7, 1);

    float[] middle = reconstruct(memory, new float[] {0.5f, 0, 0});

    assertThat(middle).usingComparatorWithPrecision(1e-5f).containsExactly(0.5f, 0, 0);
  }

  @Test
  void aSharperMemoryHasTheSamePrototypes() {
    MemoryNetwork smooth = fit(clusters(400, 1), EQUAL, 7, 1);
    MemoryNetwork sharp = fit(clusters(400, 1), EQUAL, 7, 2);

    assertThat(sharp.shape()).isEqualTo(smooth.shape());
    assertThat(sharp.weights()[0])
        .isCloseTo(4 * smooth.weights()[0], within(1e-3f * Math.abs(sharp.weights()[0])));
  }

  @Test
  void ignoresFeaturesWithoutImportance() {
    float[] noisy = clusters(400, 1).values();
    Random random = new Random(3);
    for (int i = 2; i < noisy.length; i += 3) {
      noisy[i] = (float) (100 * random.nextGaussian());
    }
    EncodedRows rows = new EncodedRows(noisy, 400, 3);
    MemoryNetwork memory = fit(rows, new float[] {1, 1, 0}, 7, 1);

    float[] near = reconstruct(memory, new float[] {5, 0, -300});

    assertThat(near[0]).isCloseTo(5, within(0.3f));
    assertThat(near[1]).isCloseTo(0, within(0.3f));
  }

  @Test
  void keepsAsManyPrototypesAsThereAreDifferentRows() {
    float[] values = new float[300];
    Arrays.fill(values, 150, 300, 2f);
    MemoryNetwork memory = fit(new EncodedRows(values, 100, 3), EQUAL, 7, 1);

    assertThat(memory.shape().encoder().get(0).units()).isEqualTo(2);
    assertThat(memory.shape().encoder().get(0).activation()).isEqualTo(Activation.SOFTMAX);
    assertThat(reconstruct(memory, new float[] {2, 2, 2})).containsExactly(2, 2, 2);
  }

  @Test
  void remembersASingleRow() {
    EncodedRows one = new EncodedRows(new float[] {1, 2, 3}, 1, 3);

    assertThat(reconstruct(fit(one, EQUAL, 7, 1), new float[] {9, 9, 9})).containsExactly(1, 2, 3);
  }

  @Test
  void equalSeedsGiveEqualWeights() {
    EncodedRows rows = clusters(400, 1);

    assertThat(fit(rows, EQUAL, 7, 1).weights())
        .isEqualTo(fit(rows, EQUAL, 7, 1).weights())
        .isNotEqualTo(fit(rows, EQUAL, 8, 1).weights());
  }

  private static MemoryNetwork fit(
      EncodedRows rows, float[] importance, long seed, double sharpness) {
    return MemoryNetwork.fit(rows, rows, importance, sharpness, seed);
  }

  private static double error(MemoryNetwork memory, float[] row) {
    float[] reconstruction = reconstruct(memory, row);
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += (row[j] - reconstruction[j]) * (row[j] - reconstruction[j]);
    }
    return sum;
  }

  private static float[] reconstruct(MemoryNetwork memory, float[] row) {
    MultiLayerNetwork network =
        DenseNetworks.network(
            DenseNetworks.configuration(memory.shape(), row.length, new NoOp(), 0),
            memory.weights());
    float[] reconstruction = new float[row.length];
    new Reconstructions(network, new EncodedRows(row, 1, row.length))
        .forEach(
            (inputs, outputs, count) ->
                System.arraycopy(outputs, 0, reconstruction, 0, row.length));
    network.close();
    return reconstruction;
  }

  /** Three clusters on the axes, five from the origin. */
  private static EncodedRows clusters(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.1 * random.nextGaussian()) + (i % 3 == i / 3 % 3 ? 5 : 0);
    }
    return new EncodedRows(values, count, 3);
  }
}
