package io.residual.model.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.encode.BooleanEncoding;
import io.residual.model.encode.CategoricalEncoding;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.NumberScale;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.encode.TimestampEncoding;
import io.residual.model.encode.VectorEncoding;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorMeasureTest {

  private static final FeatureEncoder ENCODER =
      new FeatureEncoder(
          List.of(
              new NumericEncoding(new NumberScale(0, 1, 0), false),
              new CategoricalEncoding(List.of("a", "b", "c"), false),
              new BooleanEncoding(true, false)));

  private final float[] row = {9, 3, 1, 0, 0, 0, 1};
  private final float[] reconstruction = {9, 1, 0, 1, 0, 0, 0.5f};

  @Test
  void fieldMeanGivesEveryFieldTheSameWeight() {
    ErrorMeasure measure = ErrorMeasure.fieldMean(ENCODER);

    double expected = (4.0 + 2.0 + 0.25) / 3;
    assertThat(measure.of(row, reconstruction, 1)).isCloseTo(expected, within(1e-6));
    assertThat(measure.of(row, reconstruction, 1, 1, 5)).isCloseTo(2.0 / 3, within(1e-6));
  }

  @Test
  void fieldMeanCountsAVectorAsOneNumberAndATimeAsOneToo() {
    NumberScale plain = new NumberScale(0, 1, 0);
    FeatureEncoder encoder =
        new FeatureEncoder(
            List.of(
                new VectorEncoding(List.of(plain, plain, plain, plain), true),
                new TimestampEncoding(false)));

    assertThat(ErrorMeasure.fieldMean(encoder).weights())
        .containsExactly(0.125f, 0.125f, 0.125f, 0.125f, 0.125f, 0.25f, 0.25f, 0.25f, 0.25f);
  }

  @Test
  void squaredIsTheEuclideanDistance() {
    assertThat(ErrorMeasure.squared(6).of(row, reconstruction, 1)).isEqualTo(4 + 2 + 0.25);
  }

  @Test
  void standardizedCountsResidualsInUnitsOfTheirSpread() {
    double[] meanSquares = {4, 1, 1, 1, 1, 0};
    ErrorMeasure measure = ErrorMeasure.standardized(ENCODER, meanSquares);

    double expected = (4.0 / 4 + 2.0 / 4 + 0.25 / ErrorMeasure.SPREAD_FLOOR) / 3;
    assertThat(measure.of(row, reconstruction, 1)).isCloseTo(expected, within(1e-3));
  }

  @Test
  void aNumberThatIsNoneMakesAnErrorThatIsNone() {
    reconstruction[2] = Float.NaN;

    assertThat(ErrorMeasure.squared(6).of(row, reconstruction, 1)).isNaN();
  }

  @Test
  void refusesWeightsThatAreNoWeights() {
    for (float weight : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new ErrorMeasure(ErrorMeasure.Kind.SQUARED, new float[] {1, weight}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Float.toString(weight));
    }
  }
}
