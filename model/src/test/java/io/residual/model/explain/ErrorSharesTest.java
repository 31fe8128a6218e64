package io.residual.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.encode.BooleanEncoding;
import io.residual.model.encode.CategoricalEncoding;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.FieldEncoding;
import io.residual.model.encode.NumberScale;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.encode.TextEncoding;
import io.residual.model.encode.TextualEncoding;
import io.residual.model.encode.TimestampEncoding;
import io.residual.model.encode.VectorEncoding;
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

  private static FieldContribution only(FieldEncoding encoding, float[] row, float[] expected) {
    FieldSpec field = FieldSpec.of("it", new FieldType.Bool()); // whatever: the encoding decides
    FeatureEncoder encoder = new FeatureEncoder(List.of(encoding));
    return new ErrorShares(List.of(field), encoder, ErrorMeasure.fieldMean(encoder))
        .explain(row, expected, f -> "as received", 1)
        .fields()
        .get(0);
  }

  private static float[] encoded(TextualEncoding encoding, String text) {
    float[] row = new float[encoding.width()];
    encoding.encode(text, row, 0);
    return row;
  }

  @Test
  void ofABooleanTheLikelierValueIsExpected() {
    FieldContribution field =
        only(new BooleanEncoding(true, false), new float[] {0}, new float[] {0.8f});

    assertThat(field.expected()).isEqualTo(true);
    assertThat(field.direction()).isEqualTo("unexpected");
  }

  @Test
  void ofACategoryTheMostProbableKnownOneIsExpected() {
    CategoricalEncoding encoding = new CategoricalEncoding(List.of("run", "idle"), false);

    assertThat(only(encoding, new float[] {0, 0, 1}, new float[] {0.1f, 0.3f, 0.6f}).expected())
        .as("that it is an unknown one is nothing to be expected")
        .isEqualTo("idle");
  }

  @Test
  void ofATextAnExampleIsNamedAsLikeTheExpectedOrNone() {
    TextEncoding encoding =
        new TextEncoding(
            32,
            3,
            4,
            true,
            new NumberScale(2, 1, 2),
            new float[32],
            List.of("pump started", "valve closed"),
            false);
    float[] row = encoded(encoding, "disk full");

    assertThat(only(encoding, row, encoded(encoding, "pump started")).expected())
        .isEqualTo("like 'pump started'");
    assertThat(only(encoding, row, new float[row.length]).expected()).isNull();
    assertThat(only(encoding, row, encoded(encoding, "pump started")).direction())
        .isEqualTo("unexpected");
  }

  @Test
  void ofATimeWeekdayAndHourAreExpected() {
    // A quarter of the day and half of the week have passed.
    FieldContribution field =
        only(new TimestampEncoding(false), new float[4], new float[] {1, 0, 0, -1});

    assertThat(field.expected()).isEqualTo("Thu 06:00");
  }

  @Test
  void ofAVectorAllNumbersAreExpected() {
    VectorEncoding encoding =
        new VectorEncoding(List.of(new NumberScale(0, 1, 0), new NumberScale(10, 2, 0)), false);

    assertThat(only(encoding, new float[] {9, 9}, new float[] {1, -1}).expected())
        .isEqualTo(List.of(1.0, 8.0));
  }

  @Test
  void aMissingNumberIsNeitherHighNorLow() {
    NumericEncoding encoding = new NumericEncoding(new NumberScale(50, 10, 50), true);
    FieldContribution field = only(encoding, new float[] {0, 1}, new float[] {-1, 0.1f});

    assertThat(field.direction()).isEqualTo("missing");
    assertThat(field.expected()).isEqualTo(40.0);
  }

  private static double at(Explanation explanation, int place) {
    return explanation.fields().get(place).contribution();
  }
}
