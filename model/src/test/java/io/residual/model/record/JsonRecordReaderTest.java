package io.residual.model.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordReaderTest {

  private static final RecordSchema SCHEMA =
      new RecordSchema(
          List.of(
              new FieldSpec(
                  "rpm",
                  "/sensors/rpm",
                  new FieldType.Numeric(Scaling.STANDARD),
                  MissingRule.REJECT),
              new FieldSpec("mode", "/mode", new FieldType.Categorical(8), MissingRule.INDICATOR),
              new FieldSpec("open", "/open", new FieldType.Bool(), MissingRule.TYPICAL),
              new FieldSpec(
                  "shape",
                  "/shape",
                  new FieldType.Vector(3, Scaling.STANDARD),
                  MissingRule.TYPICAL),
              new FieldSpec(
                  "made",
                  "/made",
                  new FieldType.Timestamp(TimestampFormat.ISO_8601),
                  MissingRule.TYPICAL)),
          "/machine",
          new EventTime("/time", TimestampFormat.EPOCH_MILLIS));

  private final RecordingSink sink = new RecordingSink();
  private final JsonRecordReader reader = new JsonRecordReader(SCHEMA);

  private RejectReason reasonFor(byte[] json) {
    InvalidRecordException refusal =
        catchThrowableOfType(InvalidRecordException.class, () -> reader.read(json, sink));
    assertThat(refusal).as("a refusal").isNotNull();
    assertThat(refusal.getMessage()).isNotBlank();
    return refusal.reason();
  }

  private RejectReason reasonFor(String json) {
    return reasonFor(json.getBytes(UTF_8));
  }

  @Test
  void readsEveryTypeInOnePassAndSkipsTheRest() throws Exception {
    String json =
        """
        {"extra": {"deep": [1, {"rpm": 3}]}, "sensors": {"other": 1, "rpm": 1500.5},
         "mode": "run", "open": true, "shape": [1, 2.5, -3], "made": "1970-01-01T00:00:01Z",
         "machine": "press-1", "time": 1000}
        """;

    RecordContext context = reader.read(json.getBytes(UTF_8), sink);

    assertThat(context).isEqualTo(new RecordContext("press-1", OptionalLong.of(1000)));
    assertThat(sink.calls)
        .containsExactly(
            "0 number 1500.5",
            "1 category run",
            "2 bool true",
            "3 element 0 1.0",
            "3 element 1 2.5",
            "3 element 2 -3.0",
            "4 instant 1000");
  }

  @Test
  void textFieldsTakeAnyScalarByItsText() throws Exception {
    RecordSchema texts = RecordSchema.of(List.of(FieldSpec.of("t", FieldType.Text.DEFAULT)));
    for (String value : List.of("\"\"", "\"GET \\u00e9\"", "1.50", "true")) {
      new JsonRecordReader(texts).read(("{\"t\": " + value + "}").getBytes(UTF_8), sink);
    }

    assertThat(sink.calls)
        .containsExactly("0 category ", "0 category GET é", "0 category 1.50", "0 category true");
    assertThatThrownBy(() -> new JsonRecordReader(texts).read("{\"t\": [1]}".getBytes(UTF_8), sink))
        .hasMessageContaining("field 't' is declared text but holds an array");
  }

  @Test
  void absentAndNullFieldsFollowTheirRule() throws Exception {
    reader.read(
        "{\"sensors\":{\"rpm\":1},\"mode\":null,\"machine\":\"m\",\"time\":1}".getBytes(UTF_8),
        sink);

    assertThat(sink.calls)
        .containsExactlyInAnyOrder(
            "0 number 1.0", "1 missing", "2 missing", "3 missing", "4 missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json at all | NOT_JSON",
        "{\"sensors\":{\"rpm\":1 | NOT_JSON",
        "{\"sensors\":{\"rpm\":NaN},\"machine\":\"m\",\"time\":1} | NOT_JSON",
        "{\"sensors\":{\"rpm\":Infinity},\"machine\":\"m\",\"time\":1} | NOT_JSON",
        "{\"sensors\":{\"rpm\":1e999},\"machine\":\"m\",\"time\":1} | NOT_FINITE",
        "{\"sensors\":{\"rpm\":1},\"machine\":\"m\",\"time\":1} trailing | NOT_JSON",
        "{\"sensors\":{\"rpm\":1},\"machine\":\"m\",\"time\":1}{} | NOT_JSON",
        "[1,2] | NOT_AN_OBJECT",
        "42 | NOT_AN_OBJECT",
        "null | NOT_AN_OBJECT",
        "{\"sensors\":{\"rpm\":\"1500\"},\"machine\":\"m\",\"time\":1} | WRONG_TYPE",
        "{\"sensors\":{\"rpm\":true},\"machine\":\"m\",\"time\":1} | WRONG_TYPE",
        "{\"sensors\":{\"rpm\":[1]},\"machine\":\"m\",\"time\":1} | WRONG_TYPE",
        "{\"sensors\":{\"rpm\":{}},\"machine\":\"m\",\"time\":1} | WRONG_TYPE",
        "{\"sensors\":{\"rpm\":1},\"machine\":{},\"time\":1} | WRONG_TYPE",
        "{\"sensors\":{\"rpm\":1},\"shape\":[1,2],\"machine\":\"m\",\"time\":1} | WRONG_LENGTH",
        "{\"sensors\":{\"rpm\":1},\"shape\":[1,2,3,4],\"machine\":\"m\",\"time\":1} | WRONG_LENGTH",
        "{\"sensors\":{\"rpm\":1},\"shape\":[1,null,3],\"machine\":\"m\",\"time\":1} | WRONG_TYPE",
        "{\"sensors\":{\"rpm\":1},\"shape\":7,\"machine\":\"m\",\"time\":1} | WRONG_TYPE",
        "{\"sensors\":{\"rpm\":1},\"open\":1,\"machine\":\"m\",\"time\":1} | WRONG_TYPE",
        "{\"sensors\":{\"rpm\":1},\"made\":\"noon\",\"machine\":\"m\",\"time\":1} | BAD_TIMESTAMP",
        "{\"sensors\":{\"rpm\":1},\"machine\":\"m\",\"time\":1e300} | BAD_TIMESTAMP",
        "{\"sensors\":{\"rpm\":1},\"machine\":\"m\",\"time\":\"x\"} | BAD_TIMESTAMP",
        "{\"sensors\":{\"rpm\":null},\"machine\":\"m\",\"time\":1} | MISSING_FIELD",
        "{\"sensors\":{},\"machine\":\"m\",\"time\":1} | MISSING_FIELD",
        "{\"sensors\":{\"rpm\":1},\"time\":1} | MISSING_FIELD",
        "{\"sensors\":{\"rpm\":1},\"machine\":\"m\"} | MISSING_FIELD",
        "{\"sensors\":{\"rpm\":1,\"rpm\":2},\"machine\":\"m\",\"time\":1} | DUPLICATE_KEY",
        "{\"sensors\":{\"rpm\":1},\"sensors\":{},\"machine\":\"m\",\"time\":1} | DUPLICATE_KEY",
      })
  void refusesBadRecordsWithTheReason(String json, RejectReason reason) {
    assertThat(reasonFor(json)).isEqualTo(reason);
  }

  @Test
  void tellsTombstonesFromEmptyValues() {
    assertThat(reasonFor((byte[]) null)).isEqualTo(RejectReason.TOMBSTONE);
    assertThat(reasonFor("")).isEqualTo(RejectReason.EMPTY);
    assertThat(reasonFor(" \n")).isEqualTo(RejectReason.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 5_000, 200_000})
  void refusesDeepNestingWithoutExhaustingTheStack(int depth) {
    String json = "{\"extra\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

    assertThat(reasonFor(json)).isEqualTo(RejectReason.NOT_JSON);
  }

  @Test
  void aDocumentThatIsNoObjectIsNotReadFurther() {
    assertThat(reasonFor("[".repeat(100_000))).isEqualTo(RejectReason.NOT_AN_OBJECT);
  }

  @Test
  void refusesLatin1AndReadsUtf16() throws Exception {
    String json = "{\"sensors\":{\"rpm\":1},\"mode\":\"gestört\",\"machine\":\"m\",\"time\":1}";

    assertThat(reasonFor(json.getBytes(ISO_8859_1))).isEqualTo(RejectReason.NOT_JSON);
    sink.calls.clear();
    reader.read(json.getBytes(UTF_16), sink);
    assertThat(sink.calls).contains("1 category gestört");
  }

  @Test
  void refusesAnEntityTooLongForAStateKey() {
    String json =
        "{\"sensors\":{\"rpm\":1},\"time\":1,\"machine\":\"" + "m".repeat(1_000_000) + "\"}";

    assertThat(reasonFor(json)).isEqualTo(RejectReason.ENTITY_TOO_LONG);
  }

  @Test
  void aRefusedRecordLeavesNothingForTheNextOne() throws Exception {
    reasonFor("{\"sensors\":{\"rpm\":1},\"machine\":\"first\",\"time\":1,\"mode\":");

    assertThat(reasonFor("{\"time\":1,\"machine\":\"second\"}"))
        .isEqualTo(RejectReason.MISSING_FIELD);
    assertThat(reasonFor("{\"sensors\":{\"rpm\":1},\"time\":1}"))
        .isEqualTo(RejectReason.MISSING_FIELD);
  }

  @Test
  void takesLargestDoublesAndEntitiesOfAnyScalarType() throws Exception {
    RecordContext context =
        reader.read(
            "{\"sensors\":{\"rpm\":1e308},\"machine\":17,\"time\":1}".getBytes(UTF_8), sink);

    assertThat(context.entity()).isEqualTo("17");
    assertThat(sink.calls).contains("0 number 1.0E308");
  }

  @Test
  void onePlaceMayServeSeveralPurposes() throws Exception {
    RecordSchema schema =
        new RecordSchema(
            List.of(
                FieldSpec.of("machine", new FieldType.Categorical(4)),
                new FieldSpec(
                    "first",
                    "/values/0",
                    new FieldType.Numeric(Scaling.STANDARD),
                    MissingRule.REJECT),
                new FieldSpec(
                    "time",
                    "/a~1b",
                    new FieldType.Timestamp(TimestampFormat.EPOCH_SECONDS),
                    MissingRule.REJECT)),
            "/machine",
            new EventTime("/a~1b", TimestampFormat.EPOCH_SECONDS));

    RecordContext context =
        new JsonRecordReader(schema)
            .read("{\"machine\":\"m\",\"values\":[7,8],\"a/b\":2.5}".getBytes(UTF_8), sink);

    assertThat(context).isEqualTo(new RecordContext("m", OptionalLong.of(2500)));
    assertThat(sink.calls).containsExactly("0 category m", "1 number 7.0", "2 instant 2500");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": NaN}",
        "{\"a\": -INF}",
        "{\"a\": +1}",
        "{\"a\": .5}",
        "{\"a\": 01}",
        "{\"a\": 1.}",
        "{\"a\": /* b */ 1}",
        "{\"a\": # b\n 1}",
        "{'a': 1}",
        "{a: 1}",
        "{\"a\": '1'}",
        "{\"a\": 1,}",
        "{\"a\": [1,,2]}",
        "{\"a\": \"\t\"}",
        "{\"a\": \"\\x\"}",
        "{\"a\": nope}",
        "{\"a\": [1}",
        "{\"a\": {",
        "{\"a\": \"b",
        "{\"a\": tru",
        "x"
      })
  void saysWhereADocumentIsBrokenAndNothingOfTheParser(String json) {
    assertThat(messageFor(json))
        .matches("(?s).* \\(line \\d+, column \\d+\\)")
        .doesNotContain("Feature", "REDACTED", "Constraints", "ALLOW_", "`");
  }

  @Test
  void limitsOfTheParserAreStatedWithoutItsSettings() {
    assertThat(messageFor("{\"a\":" + "[".repeat(200)))
        .contains("nesting depth (101) exceeds the maximum allowed (100)")
        .doesNotContain("Constraints", "`");
    assertThat(messageFor("{\"sensors\":{\"rpm\":" + "1".repeat(2000) + "}}"))
        .contains("exceeds the maximum allowed (1000)")
        .doesNotContain("Constraints", "`");
  }

  private String messageFor(String json) {
    return catchThrowableOfType(
            InvalidRecordException.class, () -> reader.read(json.getBytes(UTF_8), sink))
        .getMessage();
  }
}
