package io.residual.model.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.error.ErrorMeasure;
import io.residual.model.network.ImportedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombinedReconstructionTest {

  private static final int WIDTH = 6;

  private final Random random = new Random(3);

  private Ensemble ensemble(int count, Combination combination) {
    List<Member> members = new ArrayList<>();
    for (int m = 0; m < count; m++) {
      float[] weights = new float[WIDTH];
      for (int j = 0; j < WIDTH; j++) {
        weights[j] = j == m ? 0 : 0.1f + random.nextFloat();
      }
      members.add(
          new Member(
              new ImportedNetwork(WIDTH, "test"),
              new ErrorMeasure(ErrorMeasure.Kind.STANDARDIZED, weights),
              0.2 + random.nextDouble()));
    }
    return new Ensemble(members, combination);
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static double[] calibrated(Ensemble ensemble, float[] row, float[] members) {
    double[] errors = new double[ensemble.members().size()];
    for (int m = 0; m < errors.length; m++) {
      float[] own = Arrays.copyOfRange(members, m * WIDTH, (m + 1) * WIDTH);
      Member member = ensemble.members().get(m);
      errors[m] = member.error().of(row, own, 0) / member.scale();
    }
    return errors;
  }

  private static double expected(Combination combination, double[] errors) {
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return switch (combination) {
      case MEAN -> Arrays.stream(errors).average().orElseThrow();
      case MEDIAN -> (sorted[last / 2] + sorted[(last + 1) / 2]) / 2;
      case MAXIMUM -> sorted[last];
    };
  }

  @ParameterizedTest
  @EnumSource
  void itsErrorIsTheCombinationOfTheCalibratedErrors(Combination combination) {
    for (int count = 2; count <= 5; count++) {
      Ensemble ensemble = ensemble(count, combination);
      for (int trial = 0; trial < 200; trial++) {
        float[] row = numbers(WIDTH);
        float[] members = numbers(count * WIDTH);
        float[] combined = new float[WIDTH];
        new CombinedReconstruction(ensemble).fold(row, 0, members, 0, combined);
        double expected = expected(combination, calibrated(ensemble, row, members));
        assertThat(ensemble.combinedError().of(row, combined, 0))
            .isCloseTo(expected, within(1e-5 * expected));
      }
    }
  }

  @Test
  void aFeaturesPartIsTheMeanOfItsPartsInTheMembers() {
    Ensemble ensemble = ensemble(3, Combination.MEAN);
    float[] row = numbers(WIDTH);
    float[] members = numbers(3 * WIDTH);
    float[] combined = new float[WIDTH];
    new CombinedReconstruction(ensemble).fold(row, 0, members, 0, combined);
    for (int j = 0; j < WIDTH; j++) {
      double part = 0;
      for (int m = 0; m < 3; m++) {
        Member member = ensemble.members().get(m);
        float[] own = Arrays.copyOfRange(members, m * WIDTH, (m + 1) * WIDTH);
        part += member.error().of(row, own, 0, j, j + 1) / member.scale() / 3;
      }
      assertThat(ensemble.combinedError().of(row, combined, 0, j, j + 1))
          .isCloseTo(part, within(1e-5 * (part + 1e-3)));
    }
  }

  @Test
  void itLeansToTheSideOfMostMembers() {
    float[] weights = new float[WIDTH];
    Arrays.fill(weights, 1);
    Member member =
        new Member(
            new ImportedNetwork(WIDTH, "test"),
            new ErrorMeasure(ErrorMeasure.Kind.SQUARED, weights),
            1);
    Ensemble ensemble = new Ensemble(List.of(member, member, member), Combination.MEAN);
    float[] members = new float[3 * WIDTH];
    members[0] = 3;
    members[WIDTH] = 2;
    members[2 * WIDTH] = -1;
    float[] combined = new float[WIDTH];
    new CombinedReconstruction(ensemble).fold(new float[WIDTH], 0, members, 0, combined);
    assertThat(combined[0]).isCloseTo((float) Math.sqrt(14.0 / 3), within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aBrokenMemberIsNeverOutvoted(float broken) {
    for (Combination combination : Combination.values()) {
      Ensemble ensemble = ensemble(5, combination);
      float[] members = numbers(5 * WIDTH);
      members[2 * WIDTH + 4] = broken;
      float[] combined = new float[WIDTH];
      float[] row = numbers(WIDTH);
      new CombinedReconstruction(ensemble).fold(row, 0, members, 0, combined);
      assertThat(ensemble.combinedError().of(row, combined, 0))
          .as(combination.toString())
          .matches(error -> !Double.isFinite(error));
    }
  }

  @Test
  void aSingleMemberKeepsItsError() {
    ErrorMeasure error = ErrorMeasure.squared(WIDTH);
    Ensemble ensemble = Ensemble.of(new ImportedNetwork(WIDTH, "test"), error);
    assertThat(ensemble.combinedError()).isSameAs(error);
    assertThat(ensemble.describe()).isEqualTo("6-imported-6");
  }
}
