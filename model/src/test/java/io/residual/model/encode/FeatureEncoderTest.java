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
import org.junit.jupiter.api.Test;

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
}
