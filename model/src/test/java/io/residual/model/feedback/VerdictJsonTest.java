package io.residual.model.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictJsonTest {

  private static final Instant SENT = Instant.parse("2026-02-03T04:05:06.007Z");
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(VerdictSchema.text());

  private static Verdict read(String json) throws InvalidVerdictException {
    return VerdictJson.read("key", json.getBytes(UTF_8), SENT);
  }

  private static InvalidVerdictException refusal(byte[] json) {
    return catchThrowableOfType(
        InvalidVerdictException.class, () -> VerdictJson.read("key", json, SENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"verdict\":\"false-alarm\",\"alert\":\"telemetry-3-17\"}",
        "{\"verdict\":\"confirmed\",\"alert\":\"telemetry-3-17\",\"by\":\"Ann\",\"note\":null}",
        "{\"verdict\":\"expected\",\"entity\":\"press-1\",\"until\":\"2026-03-01T00:00:00Z\"}",
        "{\"verdict\":\"expected\",\"fields\":[\"rpm\",\"flow\"],\"from\":\"2026-03-01T00:00+01:00\","
            + "\"until\":\"2026-03-01T00:00:00.5Z\",\"at\":\"2026-02-28T23:00:00Z\"}",
        "{\"id\":\"key\",\"verdict\":\"false-alarm\",\"entity\":\"a\",\"fields\":[\"f\"],"
            + "\"error\":1.5,\"model\":\"v7\"}"
      })
  void whatIsReadIsValidAndIsWrittenSoThatItIsReadAgain(String json)
      throws InvalidVerdictException {
    Verdict verdict = read(json);

    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(verdict.id()).isEqualTo("key");
    byte[] written = VerdictJson.write(verdict);
    assertThat(SCHEMA.validate(new String(written, UTF_8), InputFormat.JSON)).isEmpty();
    assertThat(VerdictJson.read(null, written, Instant.EPOCH)).isEqualTo(verdict);
  }

  @Test
  void aVerdictWithoutTimeWasGivenWhenItWasSent() throws InvalidVerdictException {
    assertThat(read("{\"verdict\":\"confirmed\",\"alert\":\"a\"}").at()).isEqualTo(SENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"verdict\":\"false-alarm\"}",
        "{\"verdict\":\"maybe\",\"alert\":\"a\"}",
        "{\"verdict\":7,\"alert\":\"a\"}",
        "{\"verdict\":\"false-alarm\",\"alert\":7}",
        "{\"verdict\":\"false-alarm\",\"alert\":\"\"}",
        "{\"verdict\":\"false-alarm\",\"alert\":null}",
        "{\"verdict\":\"false-alarm\",\"alert\":\"a\",\"untill\":\"2026-03-01T00:00:00Z\"}",
        "{\"verdict\":\"false-alarm\",\"alert\":\"a\",\"until\":\"tomorrow\"}",
        "{\"verdict\":\"false-alarm\",\"alert\":\"a\",\"until\":1767225600000}",
        "{\"verdict\":\"false-alarm\",\"alert\":\"a\",\"until\":\"2026-03-01\"}",
        "{\"verdict\":\"expected\",\"alert\":\"a\"}",
        "{\"verdict\":\"expected\",\"alert\":\"a\",\"until\":null}",
        "{\"verdict\":\"false-alarm\",\"fields\":[]}",
        "{\"verdict\":\"false-alarm\",\"fields\":[\"a\",\"a\"]}",
        "{\"verdict\":\"false-alarm\",\"fields\":\"a\"}",
        "{\"verdict\":\"false-alarm\",\"fields\":[1]}",
        "{\"verdict\":\"false-alarm\",\"alert\":\"a\",\"error\":0}",
        "{\"verdict\":\"false-alarm\",\"alert\":\"a\",\"error\":\"7\"}",
      })
  void whatIsNoVerdictIsRefusedAsTheSchemaDoes(String json) {
    InvalidVerdictException refusal = refusal(json.getBytes(UTF_8));

    assertThat(refusal.reason()).isEqualTo(InvalidVerdictException.Reason.BAD_VERDICT);
    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void allFaultsAreToldAtOnceWithValueAndRemedy() {
    assertThat(
            refusal(
                "{\"verdict\":\"no\",\"untill\":1,\"error\":1e999,\"from\":\"x\"}".getBytes(UTF_8)))
        .hasMessageContaining("'untill' is no member")
        .hasMessageContaining("it must be false-alarm, confirmed or expected")
        .hasMessageContaining("it must be a number above 0")
        .hasMessageContaining("it must be a time such as 2026-01-31T12:00:00Z")
        .hasMessageContaining("give alert, entity or fields");
    assertThat(
            refusal(
                ("{\"verdict\":\"false-alarm\",\"entity\":\"a\",\"from\":\"2026-03-01T00:00:00Z\","
                        + "\"until\":\"2026-02-01T00:00:00Z\",\"id\":\"other\"}")
                    .getBytes(UTF_8)))
        .hasMessageContaining("before from")
        .hasMessageContaining("the message's key 'key'");
  }

  @Test
  void hostileBytesAreRefusedByKind() {
    assertThat(refusal(new byte[0]).reason().code()).isEqualTo("not-an-object");
    assertThat(refusal("[1]".getBytes(UTF_8)).reason().code()).isEqualTo("not-an-object");
    assertThat(refusal("{\"verdict\":".getBytes(UTF_8)).reason().code()).isEqualTo("not-json");
    assertThat(refusal("{} {}".getBytes(UTF_8)).reason().code()).isEqualTo("not-json");
    assertThat(refusal("{\"alert\":1,\"alert\":2}".getBytes(UTF_8)).reason().code())
        .isEqualTo("not-json");
    assertThat(refusal(new byte[] {(byte) 0xff, 0, 1, 2}).reason().code()).isEqualTo("not-json");
    assertThat(refusal("[".repeat(8000).getBytes(UTF_8)).reason().code()).isEqualTo("not-json");
    assertThat(refusal(new byte[VerdictJson.MAX_BYTES + 1]).reason().code()).isEqualTo("too-large");
    String long1 = "{\"verdict\":\"false-alarm\",\"alert\":\"a\",\"note\":\"%s\"}";
    assertThat(refusal(long1.formatted("x".repeat(9000)).getBytes(UTF_8)))
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(300));
  }

  @Test
  void whatCouldNotBeReadAgainOnceItIsWrittenIsRefused() {
    // A control character takes one byte in a key and six in a text.
    String verdict =
        "{\"verdict\":\"confirmed\",\"entity\":\"%1$s\",\"note\":\"%1$s\"}"
            .formatted("\\u0001".repeat(1000));
    byte[] json = verdict.getBytes(UTF_8);
    String key = "\u0001".repeat(VerdictJson.MAX_ID);
    assertThat(json.length).isLessThan(VerdictJson.MAX_BYTES);

    assertThat(
            catchThrowableOfType(
                    InvalidVerdictException.class, () -> VerdictJson.read(key, json, SENT))
                .reason())
        .isEqualTo(InvalidVerdictException.Reason.TOO_LARGE);
  }

  @Test
  void refusalsCannotMoveTheCursor() {
    assertThat(refusal("{\"verdict\":\"confirmed\",\"\\u001b[2J\":1}".getBytes(UTF_8)))
        .hasMessageContaining("'?[2J' is no member");
  }

  @Test
  void fieldsThatTheModelDoesNotHaveAreRefused() throws InvalidVerdictException {
    List<FieldSpec> fields = List.of(FieldSpec.of("rpm", new FieldType.Numeric(Scaling.STANDARD)));
    Verdict verdict = read("{\"verdict\":\"false-alarm\",\"fields\":[\"rpm\",\"flow\"]}");

    assertThatThrownBy(() -> verdict.requireFields(fields))
        .isInstanceOf(InvalidVerdictException.class)
        .hasMessage("the model has no field flow; it has rpm");
  }

  @Test
  void theSchemaIsPublishedAsItIsInTheJar() throws IOException {
    Path docs = Path.of("../docs/reference/verdict.schema.json");
    if (Boolean.getBoolean("residual.docs.regenerate")) {
      Files.writeString(docs, VerdictSchema.text());
    }
    assertThat(Files.readString(docs)).isEqualTo(VerdictSchema.text());
  }
}
