package io.residual.model.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.encode.ColumnFinding.Kind;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.FieldType.Categorical;
import io.residual.model.record.FieldType.Categorical.Encoding;
import io.residual.model.record.MissingRule;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderFitterTest {

  private static final FieldType NUMERIC = new FieldType.Numeric(Scaling.STANDARD);

  private static EncoderFitter fitter(FieldType... types) {
    List<FieldSpec> fields = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      fields.add(FieldSpec.of("f" + i, types[i]));
    }
    return new EncoderFitter(RecordSchema.of(fields));
  }

  private static List<String> found(EncoderFitter fitter, Kind kind) {
    return fitter.findings().stream()
        .filter(finding -> finding.kind() == kind)
        .map(ColumnFinding::toString)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 50, 5000})
  void findsCopiesAndStraightLinesOfOtherColumns(int rows) {
    EncoderFitter fitter =
        fitter(NUMERIC, NUMERIC, NUMERIC, NUMERIC, NUMERIC, new Categorical(4), new Categorical(4));
    Random random = new Random(1);
    for (int i = 0; i < rows; i++) {
      double celsius = 20 + random.nextGaussian();
      fitter.number(0, celsius);
      fitter.number(1, 32 + 1.8 * celsius);
      fitter.number(2, celsius);
      fitter.number(3, celsius * celsius);
      fitter.number(4, i == rows - 2 ? celsius + 1e-6 : celsius);
      fitter.category(5, "c" + i % 3);
      fitter.category(6, "c" + i % 3);
    }

    assertThat(found(fitter, Kind.DUPLICATE))
        .contains(
            "f1 is a straight line of f0 (factor 1.80000)",
            "f2 equals f0 in every row",
            "f6 equals f5 in every row")
        .noneMatch(finding -> finding.startsWith("f3"))
        .noneMatch(finding -> finding.startsWith("f4 equals"));
    assertThat(fitter.findings()).hasSizeBetween(3, 4);
  }

  @Test
  void columnsAbsentInDifferentRowsAreNoCopies() {
    EncoderFitter fitter = fitter(NUMERIC, NUMERIC, NUMERIC);
    for (int i = 0; i < 1000; i++) {
      for (int field = 0; field < 3; field++) {
        if (i % 10 == (field == 1 ? 5 : 0)) {
          fitter.missing(field);
        } else {
          fitter.number(field, i * i % 17);
        }
      }
    }

    assertThat(found(fitter, Kind.DUPLICATE)).containsExactly("f2 equals f0 in every row");
  }

  @Test
  void independentColumnsAreNoDuplicates() {
    Random random = new Random(3);
    FieldType[] types = new FieldType[60];
    Arrays.fill(types, NUMERIC);
    EncoderFitter fitter = fitter(types);
    for (int i = 0; i < 400; i++) {
      for (int field = 0; field < types.length; field++) {
        fitter.number(field, field % 2 == 0 ? random.nextInt(2) : random.nextGaussian());
      }
    }

    assertThat(fitter.findings()).isEmpty();
  }

  @Test
  void findsColumnsThatNeverChangeOrAreNeverThere() {
    FieldType bool = new FieldType.Bool();
    FieldType vector = new FieldType.Vector(3, Scaling.STANDARD);
    EncoderFitter fitter =
        fitter(NUMERIC, new Categorical(4), bool, NUMERIC, vector, vector, NUMERIC, vector);
    for (int i = 0; i < 100; i++) {
      fitter.number(0, i % 2 == 0 ? 0.0 : -0.0);
      fitter.category(1, "v1");
      fitter.bool(2, true);
      fitter.missing(3);
      for (int element = 0; element < 3; element++) {
        fitter.element(4, element, 5);
        fitter.element(5, element, element == 1 ? i : 0);
      }
      fitter.number(6, i);
      fitter.missing(7);
    }

    assertThat(found(fitter, Kind.CONSTANT))
        .containsExactly(
            "f0 is 0.0 in every row",
            "f1 is v1 in every row",
            "f2 is true in every row",
            "f4 is the same vector in every row");
    assertThat(found(fitter, Kind.EMPTY))
        .containsExactly("f3 is missing in every row", "f7 is missing in every row");
    assertThat(found(fitter, Kind.CONSTANT_ELEMENTS))
        .containsExactly("f5 has 2 of 3 elements that never change");
  }

  @ParameterizedTest
  @CsvSource({"TYPICAL, 1", "INDICATOR, 0"})
  void absenceIsAChangeIfTheModelIsToldOfIt(MissingRule rule, int findings) {
    EncoderFitter fitter =
        new EncoderFitter(RecordSchema.of(List.of(new FieldSpec("x", "/x", NUMERIC, rule))));
    for (int i = 0; i < 100; i++) {
      if (i % 7 == 0) {
        fitter.missing(0);
      } else {
        fitter.number(0, 4);
      }
    }

    assertThat(found(fitter, Kind.CONSTANT)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({"3, ONE_HOT", "64, ONE_HOT", "65, HASH", "1984, HASH", "1985, FREQUENCY"})
  void theNumberOfCategoriesChoosesTheirEncoding(int categories, Encoding expected) {
    EncoderFitter fitter = fitter(Categorical.of(Encoding.AUTO));
    for (int i = 0; i < 3 * categories; i++) {
      fitter.category(0, "c" + i % categories);
    }

    FieldEncoding encoding = fitter.fit().fields().get(0);

    assertThat(encoding)
        .isInstanceOf(
            switch (expected) {
              case ONE_HOT -> CategoricalEncoding.class;
              case HASH -> HashEncoding.class;
              default -> FrequencyEncoding.class;
            });
    assertThat(encoding.reason())
        .startsWith(expected.name().toLowerCase(Locale.ROOT).replace('_', '-') + ": ");
  }

  @Test
  void frequenciesAreStandardisedLogarithmsOfCounts() {
    EncoderFitter fitter = fitter(Categorical.of(Encoding.FREQUENCY));
    for (int i = 0; i < 1000; i++) {
      fitter.category(0, i < 900 ? "usual" : i < 990 ? "seldom" : "rare" + i);
    }
    FeatureEncoder encoder = fitter.fit();
    double mean = (900 * Math.log(901) + 90 * Math.log(91) + 10 * Math.log(2)) / 1000;
    double square =
        (900 * Math.pow(Math.log(901), 2)
                + 90 * Math.pow(Math.log(91), 2)
                + 10 * Math.pow(Math.log(2), 2))
            / 1000;
    double deviation = Math.sqrt(square - mean * mean);

    assertThat(encoded(encoder, "usual")[0])
        .isCloseTo((float) ((Math.log(901) - mean) / deviation), within(1e-5f));
    float[] unseen = encoded(encoder, "never");
    assertThat(unseen[0]).isCloseTo((float) (-mean / deviation), within(1e-5f));
    assertThat(encoder.decode(0, encoded(encoder, "usual"), 0))
        .isEqualTo("one seen in 90% of records");
    assertThat(encoder.decode(0, encoded(encoder, "seldom"), 0))
        .isEqualTo("one seen in 9.0% of records");
    assertThat(encoder.decode(0, unseen, 0)).isEqualTo("one never seen before");
  }

  private static float[] encoded(FeatureEncoder encoder, String text) {
    float[] row = new float[encoder.featureCount()];
    RowEncoder writer = new RowEncoder(encoder);
    writer.target(row, 0);
    writer.category(0, text);
    return row;
  }

  @Test
  void hashedCategoriesSetTwoFeaturesEach() {
    EncoderFitter fitter = fitter(Categorical.of(Encoding.HASH));
    fitter.category(0, "known");
    FeatureEncoder encoder = fitter.fit();

    for (int i = 0; i < 1000; i++) {
      float[] row = encoded(encoder, "host-" + i);
      int set = 0;
      double squares = 0;
      for (float feature : row) {
        set += feature == 0 ? 0 : 1;
        squares += feature * feature;
      }
      assertThat(set).isEqualTo(2);
      assertThat(squares).isCloseTo(1, within(1e-6));
    }
    assertThat(encoder.decode(0, encoded(encoder, "known"), 0)).isEqualTo("known");
    assertThat(encoder.decode(0, new float[32], 0)).isNull();
  }

  @Test
  void textsOfLikeWordingAreNearEachOtherWhateverTheirCase() {
    EncoderFitter fitter = fitter(FieldType.Text.DEFAULT);
    for (int i = 0; i < 100; i++) {
      fitter.category(0, "connection from host " + i + " accepted");
    }
    FeatureEncoder encoder = fitter.fit();
    float[] usual = encoded(encoder, "connection from host 7 accepted");

    assertThat(encoded(encoder, "CONNECTION from Host 7 Accepted")).containsExactly(usual);
    assertThat(encoded(encoder, "connection from host 4 accepted")).containsExactly(usual);
    double like = distance(usual, encoded(encoder, "connection from host 815 accepted"));
    double unlike = distance(usual, encoded(encoder, "kernel panic: no init found"));
    assertThat(like).isLessThan(0.7);
    assertThat(unlike).isGreaterThan(1.2);
    assertThat((String) encoder.decode(0, usual, 0)).matches("connection from host \\d+ accepted");
    assertThat(encoder.decode(0, new float[usual.length], 0)).isNull();
  }

  private static double distance(float[] a, float[] b) {
    double squares = 0;
    for (int i = 0; i < FieldType.Text.DEFAULT.features(); i++) {
      squares += Math.pow(a[i] - b[i], 2);
    }
    return Math.sqrt(squares);
  }
}
