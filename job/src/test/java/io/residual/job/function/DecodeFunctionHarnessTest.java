package io.residual.job.function;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.message.DeadLetter;
import io.residual.job.message.EncodedRecord;
import io.residual.job.message.SourceRecord;
import io.residual.model.record.RecordSchema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecodeFunctionHarnessTest {

  private static final int MAX_RECORD_BYTES = 1 << 20;

  private static final String GOOD = Records.json("press-1", 0.25);

  private OneInputStreamOperatorTestHarness<SourceRecord, EncodedRecord> harness;

  private void open(BundleSource bundle) throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new DecodeFunction(bundle, MAX_RECORD_BYTES)));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void decode(SourceRecord record) throws Exception {
    harness.processElement(new StreamRecord<>(record));
  }

  private List<DeadLetter> deadLetters() {
    var output = harness.getSideOutput(DecodeFunction.DEAD_LETTERS);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }

  @Test
  void encodesARecordWithItsOrigin() throws Exception {
    open(Models.source());

    decode(Records.source(17, GOOD));

    EncodedRecord encoded = harness.extractOutputValues().get(0);
    assertThat(encoded.origin()).isEqualTo(Records.origin(17));
    assertThat(encoded.entity()).isEqualTo("press-1");
    assertThat(encoded.eventTimeMillis()).isEqualTo(5000);
    assertThat(encoded.json()).isEqualTo(GOOD.getBytes(UTF_8));
    assertThat(encoded.features()).containsExactly(0.25f, 1, 1, 0, 0, 0, 1);
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void takesKafkasTimestampAndOneEntityWhereTheSchemaHasNeither() throws Exception {
    open(context -> Models.bundle(RecordSchema.of(Models.SCHEMA.fields()), 1));

    decode(Records.source(17, GOOD));

    EncodedRecord encoded = harness.extractOutputValues().get(0);
    assertThat(encoded.eventTimeMillis()).isEqualTo(1_000_017);
    assertThat(encoded.entity()).isEqualTo("all");
  }

  static Stream<Arguments> badRecords() {
    return Stream.of(
        bad("not-json", "temperature=4"),
        bad("not-json", GOOD.substring(0, 40)),
        bad("not-json", GOOD + "}"),
        bad("not-json", GOOD.replace("0.25", "NaN")),
        bad("not-json", GOOD.replace("0.25", "Infinity")),
        bad("not-json", GOOD.replace("\"wave\":[0,1]", "\"x\":" + "[".repeat(100_000))),
        bad(
            "not-json",
            GOOD.replace("\"wave\":[0,1]", "\"x\":" + "[".repeat(200) + "]".repeat(200))),
        Arguments.of("not-json", GOOD.replace("run", "läuft").getBytes(ISO_8859_1)),
        Arguments.of("not-json", new byte[] {0, 1, 2, (byte) 0xff}),
        bad("not-an-object", "[1,2]"),
        bad("not-an-object", "null"),
        bad("not-finite", GOOD.replace("0.25", "1e999")),
        bad("not-finite", GOOD.replace("[0,1]", "[0,-1e999]")),
        bad("wrong-type", GOOD.replace("0.25", "\"0.25\"")),
        bad("wrong-type", GOOD.replace("0.25", "true")),
        bad("wrong-type", GOOD.replace("0.25", "{\"a\":1}")),
        bad("wrong-type", GOOD.replace("[0,1]", "[0,\"" + "x".repeat(500_000) + "\"]")),
        bad("missing-field", GOOD.replace("\"rpm\":1,", "")),
        bad("missing-field", GOOD.replace("\"rpm\":1,", "\"rpm\":null,")),
        bad("missing-field", GOOD.replace("\"machine\":\"press-1\",", "")),
        bad("duplicate-key", GOOD.replace("\"rpm\":1,", "\"rpm\":1,\"rpm\":2,")),
        bad("wrong-length", GOOD.replace("[0,1]", "[0]")),
        bad("wrong-length", GOOD.replace("[0,1]", "[0,1,2]")),
        bad("bad-timestamp", GOOD.replace("5000", "\"yesterday\"")),
        bad("entity-too-long", GOOD.replace("press-1", "p".repeat(2000))),
        bad("empty", ""),
        bad("empty", " \n "),
        Arguments.of("tombstone", null),
        bad("too-large", GOOD.replace("run", "x".repeat(10 << 20))));
  }

  private static Arguments bad(String reason, String json) {
    return Arguments.of(reason, json.getBytes(UTF_8));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @MethodSource("badRecords")
  void aBadRecordBecomesADeadLetterAndTheNextOneIsDecoded(String reason, byte[] value)
      throws Exception {
    open(Models.source());

    decode(Records.source(1, value));
    decode(Records.source(2, GOOD));

    assertThat(harness.extractOutputValues())
        .extracting(r -> r.origin().offset())
        .containsExactly(2L);
    assertThat(deadLetters()).hasSize(1);
    DeadLetter letter = deadLetters().get(0);
    assertThat(letter.reason()).isEqualTo(reason);
    assertThat(letter.message()).isNotBlank();
    assertThat(letter.stage()).isEqualTo("decode");
    assertThat(letter.origin()).isEqualTo(Records.origin(1));
    assertThat(letter.key()).isEqualTo("key-1".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo(value);
  }

  @Test
  void recordsThatAreOddButCompleteAreScored() throws Exception {
    open(Models.source());

    decode(Records.source(1, GOOD.replace("0.25", "1e308")));
    decode(Records.source(2, GOOD.replace("run", "never seen")));
    decode(Records.source(3, GOOD.replace(",\"wave\":[0,1]", "")));
    decode(Records.source(4, GOOD.replace("\"rpm\":1", "\"rpm\":1,\"other\":1,\"other\":[1e999]")));

    assertThat(deadLetters()).isEmpty();
    List<float[]> rows =
        harness.extractOutputValues().stream().map(EncodedRecord::features).toList();
    assertThat(rows.get(0)[0]).as("1e308 is capped").isEqualTo(100f);
    assertThat(Arrays.copyOfRange(rows.get(1), 2, 5)).as("unknown slot").containsExactly(0, 0, 1);
    assertThat(Arrays.copyOfRange(rows.get(2), 5, 7)).as("typical wave").containsExactly(0, 0);
    assertThat(rows).hasSize(4);
  }

  @Test
  void failuresDownstreamAreNotTakenForBadRecords() throws Exception {
    open(Models.source());
    var operator = (ProcessOperator<SourceRecord, EncodedRecord>) harness.getOneInputOperator();
    DecodeFunction function = (DecodeFunction) operator.getUserFunction();
    Collector<EncodedRecord> failing =
        new Collector<>() {
          @Override
          public void collect(EncodedRecord record) {
            throw new IllegalStateException("downstream");
          }

          @Override
          public void close() {}
        };

    assertThatThrownBy(() -> function.processElement(Records.source(1, GOOD), null, failing))
        .hasMessage("downstream");
  }
}
