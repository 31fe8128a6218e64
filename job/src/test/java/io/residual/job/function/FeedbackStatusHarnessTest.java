package io.residual.job.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.job.fixture.Models;
import io.residual.job.message.DeadLetter;
import io.residual.job.message.FeedbackCommand;
import io.residual.job.message.FeedbackEvent;
import io.residual.job.message.FeedbackEvent.What;
import io.residual.job.message.FeedbackStatus;
import io.residual.job.message.Origin;
import io.residual.job.message.SourceRecord;
import io.residual.model.feedback.VerdictJson;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What is read of the feedback topic, and what is told about it. */
@SuppressWarnings("try") // harnesses declare close() throws Exception
class FeedbackStatusHarnessTest {

  private static final SourceRecord MESSAGE =
      new SourceRecord(new Origin("feedback", 0, 7, 99), "v".getBytes(UTF_8), new byte[] {'{'});

  private static KeyedOneInputStreamOperatorTestHarness<String, FeedbackEvent, FeedbackStatus>
      status(OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new FeedbackStatusFunction(Models.source())),
            FeedbackEvent::verdict,
            Types.STRING);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static List<JsonNode> told(AbstractStreamOperatorTestHarness<FeedbackStatus> harness)
      throws Exception {
    List<JsonNode> told = new ArrayList<>();
    for (var element : harness.getOutput()) {
      FeedbackStatus status = (FeedbackStatus) ((StreamRecord<?>) element).getValue();
      assertThat(status.id()).isEqualTo("v");
      told.add(status.json() == null ? null : new JsonMapper().readTree(status.json()));
    }
    return told;
  }

  private static List<String> deadLetters(AbstractStreamOperatorTestHarness<?> harness) {
    var letters = harness.getSideOutput(DecodeFunction.DEAD_LETTERS);
    return letters == null
        ? List.of()
        : letters.stream().map(letter -> letter.getValue().reason()).toList();
  }

  private static StreamRecord<FeedbackEvent> event(What what, int subtasks, long revision) {
    return new StreamRecord<>(FeedbackEvent.of("v", what, subtasks, revision, MESSAGE));
  }

  private static StreamRecord<FeedbackEvent> found(int subtasks, long revision) {
    return new StreamRecord<>(
        new FeedbackEvent("v", What.FOUND, subtasks, revision, "press-1", 5000, 50, 1, null));
  }

  private static StreamRecord<FeedbackEvent> suppressed(long millis) {
    return new StreamRecord<>(
        new FeedbackEvent("v", What.SUPPRESSED, 0, -1, "press-1", millis, 40, 0, null));
  }

  @Test
  void anAlertThatOneSubtaskKnowsIsKnown() throws Exception {
    try (var harness = status(null)) {
      harness.processElement(event(What.NOT_FOUND, 3, 7));
      harness.processElement(found(3, 7));
      harness.processElement(event(What.NOT_FOUND, 3, 7));

      assertThat(told(harness)).hasSize(1);
      JsonNode status = told(harness).get(0);
      assertThat(status.path("state").asText()).isEqualTo("active");
      assertThat(status.path("entity").asText()).isEqualTo("press-1");
      assertThat(status.at("/fields/0").asText()).isEqualTo("temperature");
      assertThat(status.path("error").asDouble()).isEqualTo(50);
      assertThat(deadLetters(harness)).isEmpty();
    }
  }

  @Test
  void anAlertThatNoSubtaskKnowsIsADeadLetterOnce() throws Exception {
    try (var harness = status(null)) {
      harness.processElement(event(What.NOT_FOUND, 2, 7));
      assertThat(deadLetters(harness)).isEmpty();
      harness.processElement(event(What.NOT_FOUND, 2, 7));

      assertThat(told(harness).get(0).path("state").asText()).isEqualTo("unknown-alert");
      assertThat(deadLetters(harness)).containsExactly("unknown-alert");
      DeadLetter letter =
          harness.getSideOutput(DecodeFunction.DEAD_LETTERS).iterator().next().getValue();
      assertThat(letter.value()).isEqualTo(MESSAGE.value());
      assertThat(letter.stage()).isEqualTo("feedback");

      harness.processElement(event(What.NOT_FOUND, 2, 8));
      harness.processElement(event(What.NOT_FOUND, 2, 8));
      assertThat(deadLetters(harness)).as("said again").hasSize(2);
    }
  }

  @Test
  void whatIsSuppressedIsCountedAndToldAtMostEverySecond() throws Exception {
    OperatorSubtaskState state;
    try (var harness = status(null)) {
      harness.setProcessingTime(0);
      harness.processElement(event(What.ACCEPTED, 1, 7));
      for (int i = 0; i < 100; i++) {
        harness.processElement(suppressed(i));
      }
      assertThat(told(harness)).hasSize(1);
      harness.setProcessingTime(1000);
      assertThat(told(harness)).hasSize(2);
      assertThat(told(harness).get(1).path("suppressed").asInt()).isEqualTo(100);
      assertThat(told(harness).get(1).path("lastSuppressed").asText())
          .isEqualTo("1970-01-01T00:00:00.099Z");
      harness.processElement(suppressed(100));
      state = harness.snapshot(1, 0);
    }
    try (var harness = status(state)) {
      harness.setProcessingTime(3000);
      assertThat(told(harness)).hasSize(1);
      assertThat(told(harness).get(0).path("suppressed").asInt()).isEqualTo(101);
      harness.setProcessingTime(5000);
      assertThat(told(harness)).as("nothing new").hasSize(1);
    }
  }

  @Test
  void aRetractedVerdictLeavesNothing() throws Exception {
    try (var harness = status(null)) {
      harness.processElement(event(What.ACCEPTED, 1, 7));
      harness.processElement(event(What.RETRACTED, 1, 8));

      assertThat(told(harness)).hasSize(2).last().isNull();
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void aForgottenVerdictSaysSoAndLeavesNothing() throws Exception {
    try (var harness = status(null)) {
      harness.processElement(event(What.ACCEPTED, 1, 7));
      harness.processElement(event(What.FORGOTTEN, 1, -1));

      assertThat(told(harness).get(1).path("state").asText()).isEqualTo("forgotten");
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  private static OneInputStreamOperatorTestHarness<SourceRecord, FeedbackCommand> reader()
      throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new VerdictFunction(Models.source())));
    harness.open();
    return harness;
  }

  private static StreamRecord<SourceRecord> message(String key, byte[] value) {
    return new StreamRecord<>(
        new SourceRecord(
            new Origin("feedback", 0, 7, 1000), key == null ? null : key.getBytes(UTF_8), value));
  }

  @Test
  void verdictsAndRetractionsAreRead() throws Exception {
    try (var harness = reader()) {
      harness.processElement(
          message("v", "{\"verdict\":\"confirmed\",\"alert\":\"a\"}".getBytes(UTF_8)));
      harness.processElement(message("v", null));

      List<FeedbackCommand> commands = harness.extractOutputValues();
      assertThat(commands).extracting(FeedbackCommand::id).containsExactly("v", "v");
      assertThat(commands.get(0).json()).contains("\"at\":\"1970-01-01T00:00:01Z\"");
      assertThat(commands.get(1).json()).isNull();
    }
  }

  @Test
  void badMessagesBecomeDeadLetters() throws Exception {
    try (var harness = reader()) {
      harness.processElement(message("v", "nonsense".getBytes(UTF_8)));
      harness.processElement(message("v", new byte[0]));
      harness.processElement(message("v", new byte[1 << 20]));
      harness.processElement(message("v", "{\"verdict\":\"wrong\"}".getBytes(UTF_8)));
      harness.processElement(
          message(null, "{\"verdict\":\"confirmed\",\"alert\":\"a\"}".getBytes(UTF_8)));
      harness.processElement(
          message("v", "{\"verdict\":\"confirmed\",\"fields\":[\"heat\"]}".getBytes(UTF_8)));
      harness.processElement(message(null, null));
      harness.processElement(message("", null));
      harness.processElement(message("v".repeat(VerdictJson.MAX_ID + 1), null));

      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(deadLetters(harness))
          .containsExactly(
              "not-json",
              "not-an-object",
              "too-large",
              "bad-verdict",
              "bad-verdict",
              "unknown-field",
              "bad-verdict",
              "bad-verdict",
              "bad-verdict");
    }
  }
}
