package io.residual.trainer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CentroidsTest {

  @Test
  void areTheMeansOfClusters() {
    Random random = new Random(1);
    float[] rows = new float[600];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) (10 * (i / 2 % 3) + 0.1 * random.nextGaussian());
    }

    float[] centroids = Centroids.of(rows, 2, 3, 5);

    Arrays.sort(centroids);
    assertThat(centroids).usingComparatorWithPrecision(0.05f).containsExactly(0, 0, 10, 10, 20, 20);
  }

  @Test
  void areAsFewAsDifferentRows() {
    assertThat(Centroids.of(new float[] {1, 1, 4, 4, 4}, 1, 3, 5)).containsExactlyInAnyOrder(1, 4);
  }

  @Test
  void areTheRowsThemselvesIfThereIsRoom() {
    assertThat(Centroids.of(new float[] {3, 1, 2}, 1, 8, 5)).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void followFromTheSeed() {
    float[] rows = new float[500];
    Random random = new Random(2);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }

    assertThat(Centroids.of(rows, 5, 9, 1))
        .isEqualTo(Centroids.of(rows, 5, 9, 1))
        .isNotEqualTo(Centroids.of(rows, 5, 9, 2));
  }
}
