package io.residual.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.encode.CategoricalEncoding;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.NumberScale;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.Scaling;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorSharesTest {

  private static final List<FieldSpec> FIELDS =
      List.of(
          FieldSpec.of("rpm", new FieldType.Numeric(Scaling.STANDARD)),
          FieldSpec.of("mode", new FieldType.Categorical(2)),
          FieldSpec.of("flow", new FieldType.Numeric(Scaling.STANDARD)));

  private static final FeatureEncoder ENCODER =
      new FeatureEncoder(
          List.of(
              new NumericEncoding(new NumberScale(1000, 100, 0), false),
              new CategoricalEncoding(List.of("run", "idle"), false),
              new NumericEncoding(new NumberScale(5, 2, 0), false)));

  private static final ErrorMeasure MEASURE = ErrorMeasure.fieldMean(ENCODER);

  private static Explanation explain(float[] row, float[] reconstruction, int limit) {
    return new ErrorShares(FIELDS, ENCODER, MEASURE)
        .explain(row, reconstruction, field -> "as received: " + field.name(), limit);
  }

  @Test
  void namesTheFieldsAtFaultWithExpectedValuesInTheirOwnUnits() {
    float[] row = {2, 0, 1, 0, -1};
    float[] reconstruction = {-1, 0.9f, 0.1f, 0, -0.5f};

    Explanation explanation = explain(row, reconstruction, 3);

    assertThat(explanation.method()).isEqualTo("error-shares");
    assertThat(explanation.fields())
        .extracting(FieldContribution::field)
        .containsExactly("rpm", "mode", "flow");
    assertThat(explanation.fields())
        .extracting(FieldContribution::expected)
        .containsExactly(900.0, "run", 4.0);
    assertThat(explanation.fields())
        .extracting(FieldContribution::direction)
        .containsExactly("high", "unexpected", "low");
    assertThat(explanation.fields().get(0).value()).isEqualTo("as received: rpm");
    double total = 9 + (0.81 + 0.81) + 0.25;
    assertThat(explanation.fields().get(0).share()).isCloseTo(9 / total, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sharesSumToOneAndDescend(long seed) {
    Random random = new Random(seed);
    float[] row = new float[5];
    float[] reconstruction = new float[5];
    for (int i = 0; i < 5; i++) {
      row[i] = (float) random.nextGaussian();
      reconstruction[i] = (float) random.nextGaussian();
    }

    List<FieldContribution> fields = explain(row, reconstruction, 3).fields();

    assertThat(fields.stream().mapToDouble(FieldContribution::share).sum())
        .as("seed %d", seed)
        .isCloseTo(1, within(1e-9));
    assertThat(fields.get(0).share()).isGreaterThanOrEqualTo(fields.get(1).share());
    assertThat(explain(row, reconstruction, 2).fields()).isEqualTo(fields.subList(0, 2));
  }

  @Test
  void aPerfectReconstructionBlamesNobody() {
    float[] row = {1, 1, 0, 0, 1};

    assertThat(explain(row, row.clone(), 3).fields())
        .allSatisfy(field -> assertThat(field.share()).isZero());
  }

  @Test
  void ofAWindowThePartsAreSummedAndTheNewestRecordIsCompared() {
    // Two records, the older one first.
    float[] row = {0, 1, 0, 0, 2, /* newest */ -1, 1, 0, 0, 3};
    float[] reconstruction = {2, 1, 0, 0, 2, /* newest */ 0, 1, 0, 0, 1};

    Explanation explanation =
        new ErrorShares(FIELDS, ENCODER, ErrorMeasure.fieldMean(ENCODER, 2))
            .explain(row, reconstruction, FieldSpec::name, 2);

    assertThat(explanation.fields())
        .containsExactly(
            new FieldContribution("rpm", "rpm", 1000.0, 5.0 / 9, at(explanation, 0), "low"),
            new FieldContribution("flow", "flow", 7.0, 4.0 / 9, at(explanation, 1), "high"));
    // A mean over three fields and two records.
    assertThat(at(explanation, 0)).isCloseTo(5.0 / 6, within(1e-6));
    assertThat(at(explanation, 1)).isCloseTo(4.0 / 6, within(1e-6));
  }

  private static double at(Explanation explanation, int place) {
    return explanation.fields().get(place).contribution();
  }
}
