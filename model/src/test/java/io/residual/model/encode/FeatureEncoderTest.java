package io.residual.model.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.record.MissingRule;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import io.residual.model.record.TimestampFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureEncoderTest {

  private static final RecordSchema SCHEMA =
      RecordSchema.of(
          List.of(
              FieldSpec.of("n", new FieldType.Numeric(Scaling.STANDARD)),
              new FieldSpec("c", "/c", new FieldType.Categorical(2), MissingRule.INDICATOR),
              FieldSpec.of("b", new FieldType.Bool()),
              FieldSpec.of("t", new FieldType.Timestamp(TimestampFormat.ISO_8601)),
              FieldSpec.of("v", new FieldType.Vector(2, Scaling.of(Scaling.Method.NONE)))));

  private static FeatureEncoder fit(String... records) throws Exception {
    EncoderFitter fitter = new EncoderFitter(SCHEMA);
    JsonRecordReader reader = new JsonRecordReader(SCHEMA);
    for (String json : records) {
      reader.read(json.getBytes(UTF_8), fitter);
    }
    return fitter.fit();
  }

  private static FeatureEncoder fitted() throws Exception {
    String time = "\"t\":\"2020-03-02T06:00:00Z\"";
    return fit(
        "{\"n\":10,\"c\":\"run\",\"b\":true," + time + ",\"v\":[1,2]}",
        "{\"n\":20,\"c\":\"run\",\"b\":true," + time + ",\"v\":[1,2]}",
        "{\"n\":30,\"c\":\"idle\",\"b\":false," + time + ",\"v\":[1,2]}",
        "{\"n\":40,\"c\":\"idle\",\"b\":true," + time + ",\"v\":[1,2]}",
        "{\"n\":50,\"c\":\"idle\",\"b\":true," + time + ",\"v\":[1,2]}",
        "{\"n\":60,\"c\":\"rare\",\"b\":true," + time + ",\"v\":[1,2]}");
  }

  private static float[] encode(FeatureEncoder encoder, String json) throws Exception {
    float[] rows = new float[encoder.featureCount() + 3];
    Arrays.fill(rows, Float.NaN);
    RowEncoder writer = new RowEncoder(encoder);
    writer.target(rows, 2);
    new JsonRecordReader(SCHEMA).read(json.getBytes(UTF_8), writer);
    assertThat(rows[1]).as("left of the row").isNaN();
    assertThat(rows[rows.length - 1]).as("right of the row").isNaN();
    return Arrays.copyOfRange(rows, 2, rows.length - 1);
  }

  @Test
  void laysFieldsOutOneAfterTheOther() throws Exception {
    FeatureEncoder encoder = fitted();

    assertThat(encoder.featureNames(List.of("n", "c", "b", "t", "v")))
        .containsExactly(
            "n",
            "c=idle",
            "c=run",
            "c=?",
            "c.missing",
            "b",
            "t.hour-sin",
            "t.hour-cos",
            "t.day-sin",
            "t.day-cos",
            "v[0]",
            "v[1]");
    float[] row =
        encode(
            encoder,
            "{\"n\":35,\"c\":\"run\",\"b\":false,\"t\":\"2020-03-02T06:00:00Z\",\"v\":[7,8]}");

    assertThat(row).hasSize(encoder.featureCount());
    assertThat(Arrays.copyOf(row, 6)).containsExactly(0, 0, 1, 0, 0, 0);
    // 06:00 is a quarter of the day; Monday 06:00 is a 28th of the week.
    assertThat(row[6]).isCloseTo(1, within(1e-6f));
    assertThat(row[8]).isCloseTo((float) Math.sin(2 * Math.PI / 28), within(1e-6f));
    assertThat(row[10]).isEqualTo(7);
    assertThat(encoder.decode(3, row, 0)).isEqualTo("Mon 06:00");
    assertThat(encoder.decode(4, row, 0)).isEqualTo(List.of(7.0, 8.0));
  }

  @Test
  void unknownAndRareCategoriesShareTheLastSlotAndDecodeToNoValue() throws Exception {
    FeatureEncoder encoder = fitted();
    for (String category : List.of("rare", "never seen")) {
      float[] row =
          encode(
              encoder,
              "{\"n\":35,\"c\":\""
                  + category
                  + "\",\"b\":false,\"t\":\"2020-03-02T06:00:00Z\",\"v\":[7,8]}");

      assertThat(Arrays.copyOfRange(row, 1, 5)).containsExactly(0, 0, 1, 0);
      assertThat(encoder.decode(1, row, 0)).isNull();
    }
  }

  @Test
  void aMissingValueTakesTheTypicalOneAndRaisesTheIndicator() throws Exception {
    float[] row =
        encode(fitted(), "{\"n\":35,\"b\":false,\"t\":\"2020-03-02T06:00:00Z\",\"v\":[7,8]}");

    assertThat(Arrays.copyOfRange(row, 1, 5)).containsExactly(1, 0, 0, 1);
  }

  @Test
  void survivesJson() throws Exception {
    FeatureEncoder encoder = fitted();
    ObjectMapper json = new ObjectMapper();

    FeatureEncoder read = json.readValue(json.writeValueAsBytes(encoder), FeatureEncoder.class);

    assertThat(read).isEqualTo(encoder);
    assertThat(read.featureCount()).isEqualTo(encoder.featureCount());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void numbersSurviveEncodingAndDecoding(long seed) {
    Random random = new Random(seed);
    double center = Math.pow(10, random.nextInt(12) - 6) * random.nextGaussian();
    double spread = Math.pow(10, random.nextInt(8) - 4);
    for (Scaling.Method method : Scaling.Method.values()) {
      NumberSample sample = new NumberSample(seed);
      for (int i = 0; i < 1000; i++) {
        sample.add(center + spread * random.nextGaussian());
      }
      NumberScale scale = sample.scale(Scaling.of(method));
      // Without scaling, large numbers meet the limit by design.
      if (method != Scaling.Method.NONE) {
        double value = center + spread * random.nextGaussian();
        assertThat(scale.decode(scale.encode(value)))
            .as("seed %d, %s", seed, method)
            .isCloseTo(value, within(1e-5 * (scale.scale() + Math.abs(value - scale.center()))));
      }
    }
  }

  @Test
  void absurdNumbersStopAtTheLimitInsteadOfOverflowing() {
    NumberScale scale = new NumberScale(-1e308, 1e-3, 0);

    assertThat(scale.encode(1e308)).isEqualTo(NumberScale.LIMIT);
    assertThat(scale.encode(-Double.MAX_VALUE)).isEqualTo(-NumberScale.LIMIT);
  }

  @ParameterizedTest
  @EnumSource(Scaling.Method.class)
  void aConstantFieldKeepsItsUnit(Scaling.Method method) {
    NumberSample sample = new NumberSample(1);
    for (int i = 0; i < 100; i++) {
      sample.add(7.1);
    }

    NumberScale scale = sample.scale(Scaling.of(method));

    assertThat(scale.scale()).isEqualTo(1);
    assertThat(scale.encode(9.1) - scale.encode(7.1)).isCloseTo(2, within(1e-5f));
  }

  @Test
  void scalesByTheStatedFormulas() {
    NumberSample sample = new NumberSample(1);
    for (int i = 0; i <= 100; i++) {
      sample.add(i);
    }

    assertThat(sample.scale(Scaling.STANDARD).center()).isCloseTo(50, within(1e-9));
    assertThat(sample.scale(Scaling.STANDARD).scale())
        .isCloseTo(Math.sqrt((101.0 * 101 - 1) / 12), within(1e-9));
    assertThat(sample.scale(Scaling.of(Scaling.Method.MIN_MAX)))
        .isEqualTo(new NumberScale(0, 100, 50));
    assertThat(sample.scale(Scaling.range(-10, 10))).isEqualTo(new NumberScale(-10, 20, 50));
    assertThat(sample.scale(Scaling.of(Scaling.Method.ROBUST)).scale())
        .isCloseTo(50 / 1.349, within(1e-2));
    assertThat(sample.scale(Scaling.of(Scaling.Method.NONE))).isEqualTo(new NumberScale(0, 1, 50));
  }

  @Test
  void robustScalingIgnoresOutliersAndBoundsItsMemory() {
    NumberSample sample = new NumberSample(1);
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      sample.add(i % 20 == 0 ? 1e9 : random.nextGaussian());
    }

    NumberScale scale = sample.scale(Scaling.of(Scaling.Method.ROBUST));

    assertThat(scale.center()).isCloseTo(0.06, within(0.05));
    assertThat(scale.scale()).isCloseTo(1.05, within(0.1));
  }
}
