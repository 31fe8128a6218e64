package io.residual.model.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextRecordReaderTest {

  private static final RecordSchema SCHEMA =
      new RecordSchema(
          List.of(
              new FieldSpec(
                  "rpm",
                  "/sensors/rpm",
                  new FieldType.Numeric(Scaling.STANDARD),
                  MissingRule.TYPICAL),
              FieldSpec.of("open", new FieldType.Bool()),
              new FieldSpec(
                  "shape",
                  "/shape",
                  new FieldType.Vector(2, Scaling.STANDARD),
                  MissingRule.TYPICAL)),
          "/machine",
          new EventTime("/time", TimestampFormat.of("yyyy-MM-dd HH:mm:ss")));

  private final RecordingSink sink = new RecordingSink();

  @Test
  void findsColumnsByPathOrNameInAnyOrder() throws Exception {
    TextRecordReader reader =
        new TextRecordReader(
            SCHEMA, List.of("shape", "time", "ignored", "sensors.rpm", "machine", "open"));

    RecordContext context =
        reader.read(List.of("[1.5, 2]", "1970-01-01 00:00:01", "x", " 3e2 ", "m", "yes"), sink);

    assertThat(context).isEqualTo(new RecordContext("m", OptionalLong.of(1000)));
    assertThat(sink.calls)
        .containsExactly("0 number 300.0", "1 bool true", "2 element 0 1.5", "2 element 1 2.0");
  }

  @Test
  void anEmptyOrAbsentCellIsAMissingValue() throws Exception {
    TextRecordReader reader =
        new TextRecordReader(SCHEMA, List.of("rpm", "open", "machine", "time", "shape"));

    reader.read(List.of("", "0", "m", "1970-01-01 00:00:01"), sink);

    assertThat(sink.calls).containsExactly("1 bool false", "0 missing", "2 missing");
  }

  @ParameterizedTest
  @CsvSource({
    "abc,1,WRONG_TYPE",
    "NaN,1,NOT_FINITE",
    "Infinity,1,NOT_FINITE",
    "nan,1,NOT_FINITE",
    "-Inf,1,NOT_FINITE",
    "1,maybe,WRONG_TYPE",
    "1,'',MISSING_FIELD"
  })
  void refusesBadCellsWithTheReason(String rpm, String open, RejectReason reason) {
    TextRecordReader reader =
        new TextRecordReader(SCHEMA, List.of("rpm", "open", "machine", "time"));

    InvalidRecordException refusal =
        catchThrowableOfType(
            InvalidRecordException.class,
            () -> reader.read(List.of(rpm, open, "m", "1970-01-01 00:00:01"), sink));

    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.field()).hasValue(rpm.equals("1") ? "open" : "rpm");
  }

  @Test
  void namesEveryColumnThatTheHeaderLacks() {
    assertThatThrownBy(() -> new TextRecordReader(SCHEMA, List.of("rpm")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("open", "entity /machine", "event time /time", "[rpm]");
  }
}
