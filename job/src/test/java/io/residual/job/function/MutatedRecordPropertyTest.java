package io.residual.job.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.DeadLetter;
import io.residual.job.message.EncodedRecord;
import io.residual.job.message.SourceRecord;
import io.residual.model.alert.Alert;
import io.residual.model.alert.AlertFactory;
import io.residual.model.alert.AlertedRecord;
import io.residual.model.detect.Detection;
import io.residual.model.policy.PolicyDecision;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damages records at random: none may stop the decoder, and each that passes must be alertable. */
class MutatedRecordPropertyTest {

  private static final int RECORDS = 5_000;

  /** Bytes that make JSON interesting. */
  private static final byte[] ALPHABET = "{}[]\",:\\u0d8+-.eE19 ntf\n\u00fc\u20ac".getBytes(UTF_8);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  @SuppressWarnings("try")
  void noDamageStopsTheJob(long seed) throws Exception {
    Random random = new Random(seed);
    AlertFactory alerts = new AlertFactory(Models.bundle().manifest());
    JsonMapper json = new JsonMapper();
    try (var harness =
        new OneInputStreamOperatorTestHarness<SourceRecord, EncodedRecord>(
            new ProcessOperator<>(new DecodeFunction(Models.source(), 1 << 20)))) {
      harness.open();
      for (int i = 0; i < RECORDS; i++) {
        harness.processElement(new StreamRecord<>(Records.source(i, damaged(random))));
      }

      var deadLetters = harness.getSideOutput(DecodeFunction.DEAD_LETTERS);
      assertThat(deadLetters)
          .extracting(StreamRecord::getValue)
          .extracting(DeadLetter::reason)
          .doesNotContain(DecodeFunction.DECODER_FAULT);
      assertThat(harness.extractOutputValues().size() + deadLetters.size()).isEqualTo(RECORDS);
      assertThat(harness.extractOutputValues()).hasSizeGreaterThan(RECORDS / 20);
      for (EncodedRecord record : harness.extractOutputValues()) {
        AlertMessage alert = AlertMessage.of(alert(alerts, record), 1_000_000);
        assertThat(json.readTree(alert.json()).at("/record").isObject()).isTrue();
      }
    }
  }

  private static Alert alert(AlertFactory alerts, EncodedRecord record) {
    float[] reconstruction = new float[record.features().length];
    AlertedRecord alerted =
        new AlertedRecord(
            record.origin().toSource(),
            record.eventTimeMillis(),
            record.entity(),
            record.json(),
            record.features(),
            reconstruction);
    PolicyDecision raised =
        new PolicyDecision(null, Optional.empty(), true, Optional.empty(), Optional.empty());
    return alerts.alerts(alerted, new Detection(1, 0.5, 0.5, true, raised, null)).get(0);
  }

  private static byte[] damaged(Random random) {
    byte[] bytes =
        (random.nextBoolean()
                ? Records.json("press-1", random.nextGaussian())
                : Records.json("pr\\u00e9ss\\ud83d\\ude00", 1)
                    .replace("\"rpm\"", "\"x\":{\"y\":[1.5e3,\"z\"]},\"rpm\""))
            .getBytes(UTF_8);
    int changes = 1 + random.nextInt(2);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      byte other = ALPHABET[random.nextInt(ALPHABET.length)];
      if (random.nextInt(3) == 0) {
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 0, at);
        longer[at] = other;
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        bytes = longer;
      } else {
        bytes[at] = random.nextInt(4) == 0 ? (byte) random.nextInt(256) : other;
      }
    }
    return bytes;
  }
}
