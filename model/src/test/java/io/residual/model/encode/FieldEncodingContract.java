package io.residual.model.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.model.record.FieldSink;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.MissingRule;
import io.residual.model.record.RecordSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every encoding of every kind of field keeps to. */
abstract class FieldEncodingContract {

  private static final int INPUTS = 20_000;

  /** The kind of field under test. */
  abstract FieldType type();

  /** A value like those that training rows have. */
  abstract Object usual(Random random);

  /** Any value that a reader lets through. */
  abstract Object odd(Random random);

  /** Whether decoding gives the value back; NaN and null say that it cannot be said. */
  abstract boolean comesBack(Object value, Object decoded);

  private RecordSchema schema(MissingRule rule) {
    return RecordSchema.of(List.of(new FieldSpec("x", "/x", type(), rule)));
  }

  private FeatureEncoder fitted(MissingRule rule) {
    EncoderFitter fitter = new EncoderFitter(schema(rule));
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      if (i % 10 == 0 && rule != MissingRule.REJECT) {
        fitter.missing(0);
      } else {
        push(fitter, usual(random));
      }
    }
    return fitter.fit();
  }

  /** Hands a value over as a record reader does. */
  static void push(FieldSink sink, Object value) {
    if (value instanceof Double number) {
      sink.number(0, number);
    } else if (value instanceof String text) {
      sink.category(0, text);
    } else if (value instanceof Boolean bool) {
      sink.bool(0, bool);
    } else if (value instanceof Long millis) {
      sink.instant(0, millis);
    } else {
      List<?> elements = (List<?>) value;
      for (int i = 0; i < elements.size(); i++) {
        sink.element(0, i, (Double) elements.get(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MissingRule.class)
  void writesExactlyItsWidthOfFiniteNumbersForAnyValue(MissingRule rule) {
    FeatureEncoder encoder = fitted(rule);
    int width = encoder.featureCount();
    RowEncoder writer = new RowEncoder(encoder);
    float[] row = new float[width + 4];
    Random random = new Random(2);
    for (int i = 0; i < INPUTS; i++) {
      Arrays.fill(row, Float.NaN);
      writer.target(row, 2);
      Object value = odd(random);
      push(writer, value);
      for (int j = 0; j < row.length; j++) {
        boolean inside = j >= 2 && j < 2 + width;
        if (inside != Math.abs(row[j]) <= NumberScale.LIMIT) {
          throw new AssertionError(value + " at " + j + ": " + Arrays.toString(row));
        }
      }
      if (rule == MissingRule.INDICATOR && row[width + 1] != 0) {
        throw new AssertionError(value + " is there, yet marked as missing");
      }
    }
    assertThat(encoder.featureNames(List.of("x"))).hasSize(width).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(MissingRule.class)
  void usualValuesComeBack(MissingRule rule) {
    FeatureEncoder encoder = fitted(rule);
    RowEncoder writer = new RowEncoder(encoder);
    float[] row = new float[encoder.featureCount()];
    Random random = new Random(3);
    for (int i = 0; i < INPUTS; i++) {
      Object value = usual(random);
      writer.target(row, 0);
      push(writer, value);
      Object decoded = encoder.decode(0, row, 0);
      if (!comesBack(value, decoded)) {
        throw new AssertionError(value + " came back as " + decoded);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MissingRule.class,
      names = {"TYPICAL", "INDICATOR"})
  void aMissingValueIsTypicalWhateverWasThereBefore(MissingRule rule) {
    FeatureEncoder encoder = fitted(rule);
    RowEncoder writer = new RowEncoder(encoder);
    float[] first = new float[encoder.featureCount()];
    float[] second = new float[encoder.featureCount()];
    writer.target(first, 0);
    writer.missing(0);
    writer.target(second, 0);
    Random random = new Random(4);
    for (int i = 0; i < 100; i++) {
      push(writer, odd(random));
      writer.missing(0);

      assertThat(second).containsExactly(first);
    }
    if (rule == MissingRule.INDICATOR) {
      assertThat(first[first.length - 1]).isEqualTo(1);
      assertThat(encoder.featureNames(List.of("x"))).last().isEqualTo("x.missing");
    }
  }

  @ParameterizedTest
  @EnumSource(MissingRule.class)
  void survivesJsonAndEncodesTheSame(MissingRule rule) throws Exception {
    FeatureEncoder encoder = fitted(rule);
    JsonMapper json = new JsonMapper();
    byte[] bytes = json.writeValueAsBytes(encoder);

    FeatureEncoder read = json.readValue(bytes, FeatureEncoder.class);

    assertThat(read).isEqualTo(encoder).hasSameHashCodeAs(encoder);
    assertThat(json.writeValueAsBytes(read)).isEqualTo(bytes);
    assertThat(fitted(rule)).as("fitted again").isEqualTo(encoder);
    float[] one = new float[encoder.featureCount()];
    float[] other = new float[encoder.featureCount()];
    RowEncoder oneWriter = new RowEncoder(encoder);
    RowEncoder otherWriter = new RowEncoder(read);
    Random random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      Object value = odd(random);
      oneWriter.target(one, 0);
      push(oneWriter, value);
      otherWriter.target(other, 0);
      push(otherWriter, value);
      assertThat(other).containsExactly(one);
    }
  }

  @ParameterizedTest
  @EnumSource(MissingRule.class)
  void aFieldThatNoRowHasCanBeEncodedAllTheSame(MissingRule rule) {
    EncoderFitter fitter = new EncoderFitter(schema(rule));
    FeatureEncoder encoder = fitter.fit();
    float[] row = new float[encoder.featureCount()];
    RowEncoder writer = new RowEncoder(encoder);
    writer.target(row, 0);
    Random random = new Random(6);
    for (int i = 0; i < 100; i++) {
      push(writer, odd(random));
      encoder.decode(0, row, 0);
      for (float feature : row) {
        assertThat(feature).isFinite();
      }
      writer.missing(0);
      encoder.decode(0, row, 0);
    }
  }
}
