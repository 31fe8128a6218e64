package io.residual.model.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.error.ErrorMeasure;
import io.residual.model.network.ImportedNetwork;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowFoldTest {

  private static final int FEATURES = 2;
  private static final int RECORDS = 3;
  private static final int WIDTH = FEATURES * RECORDS;

  private final Random random = new Random(5);

  private static Member member(double scale, float... weights) {
    return new Member(
        new ImportedNetwork(WIDTH, "test"),
        new ErrorMeasure(ErrorMeasure.Kind.FIELD_MEAN, weights),
        scale);
  }

  private final Member whole = member(0.5, 1f / 6, 1f / 6, 1f / 6, 1f / 6, 1f / 6, 1f / 6);
  private final Member newest = member(2, 0, 0, 0, 0, 0.5f, 0.5f);

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** Straight from the formula, with weights that sum to a half for each feature. */
  private static double error(float[] row, float[] reconstruction, int from, int records) {
    double sum = 0;
    for (int j = 0; j < FEATURES; j++) {
      double mean = 0;
      for (int t = RECORDS - records; t < RECORDS; t++) {
        int i = t * FEATURES + j;
        mean += ((double) row[i] - reconstruction[from + i]) / records;
      }
      sum += Math.log1p(mean * mean / 2) / FEATURES;
    }
    return sum;
  }

  private double folded(Combination combination, float[] row, float[] members) {
    Ensemble ensemble = new Ensemble(List.of(whole, newest), combination, RECORDS);
    float[] combined = new float[WIDTH];
    new CombinedReconstruction(ensemble).fold(row, 0, members, 0, combined);
    return ensemble.combinedError().of(row, combined, 0);
  }

  @Test
  void itsErrorIsTheCombinationOfTheMembersErrors() {
    for (int trial = 0; trial < 100; trial++) {
      float[] row = numbers(WIDTH);
      float[] members = numbers(2 * WIDTH);
      double first = error(row, members, 0, RECORDS) / 0.5;
      double second = error(row, members, WIDTH, 1) / 2;
      assertThat(folded(Combination.MEAN, row, members))
          .isCloseTo((first + second) / 2, within(1e-5));
      assertThat(folded(Combination.MAXIMUM, row, members))
          .isCloseTo(Math.max(first, second), within(1e-5));
    }
  }

  @Test
  void residualsOfBothSignsCancel() {
    float[] row = {1, 0, -1, 0, 0, 0};
    assertThat(folded(Combination.MEAN, row, new float[2 * WIDTH])).isCloseTo(0, within(1e-9));
  }

  @Test
  void aMemberThatIsNotFiniteIsNotHidden() {
    float[] members = new float[2 * WIDTH];
    members[WIDTH - 1] = Float.NaN;
    for (Combination combination : Combination.values()) {
      assertThat(folded(combination, new float[WIDTH], members)).isNaN();
    }
  }
}
