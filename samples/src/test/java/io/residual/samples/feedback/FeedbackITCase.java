package io.residual.samples.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A person, the command line, a real broker and the job: what is said is done, and survives. */
class FeedbackITCase {

  /** What is promised. */
  private static final Duration OBEDIENCE = Duration.ofSeconds(5);

  @TempDir private static Path folder;

  private static Mills mills;

  @BeforeAll
  static void prepare() throws Exception {
    mills = new Mills(folder);
  }

  @AfterAll
  static void stop() {
    mills.close();
  }

  @Test
  void whatIsSaidIsObeyedCountedListedAndSurvivesARestart(TestReporter reporter) throws Exception {
    JobClient job = mills.submit(2, null);
    String judged = mills.send("mill-1", 12);
    String other = mills.send("mill-2", 12);
    assertThat(mills.outcome(judged)).isEqualTo("alert");
    assertThat(mills.outcome(other)).isEqualTo("alert");

    Mills.Result early =
        mills.feedback("add", "false-alarm", "--alert", judged, "--until", "2020-01-01T00:00:00Z");
    assertThat(early.code()).isEqualTo(2);
    assertThat(early.err()).contains("together with the alert: until is 2020", "before from");

    Mills.Result add =
        mills.feedback("add", "false-alarm", "--alert", judged, "--note", "new bearing");
    assertThat(add.code()).as(add.err()).isZero();
    assertThat(add.out()).contains("mill-1, due to heat, like an error of", "until ");
    Duration obeyed = mills.untilSuppressed("mill-1", 12);
    reporter.publishEntry("obeyed by the command line", obeyed.toMillis() + " ms");
    assertThat(obeyed).isLessThan(OBEDIENCE);
    assertThat(mills.outcome(mills.send("mill-1", 12 * 3)))
        .as("nine times the error")
        .isEqualTo("alert");
    assertThat(mills.outcome(mills.send("mill-3", 12))).as("another entity").isEqualTo("alert");

    // A message with nothing but the id, as another program writes it: the job finds the rest.
    String bare = "{\"verdict\":\"false-alarm\",\"alert\":\"" + other + "\"}";
    mills.send(new ProducerRecord<>("feedback", "bare", bare));
    Duration found = mills.untilSuppressed("mill-2", 12);
    reporter.publishEntry("obeyed by the alert's id alone", found.toMillis() + " ms");
    assertThat(found).isLessThan(OBEDIENCE);
    JsonNode active = mills.listed("bare", node -> node.at("/status/suppressed").asInt() > 0);
    assertThat(active.at("/status/entity").asText()).isEqualTo("mill-2");
    assertThat(active.at("/status/fields/0").asText()).isEqualTo("heat");

    mills.send(new ProducerRecord<>("feedback", "wrong", "{\"verdict\":\"perhaps\"}"));
    String unknown = bare.replace(other, "mills-0-999999");
    mills.send(new ProducerRecord<>("feedback", "unknown", unknown));
    assertThat(mills.deadLetterReason("wrong")).isEqualTo("bad-verdict");
    assertThat(mills.deadLetterReason("unknown")).isEqualTo("unknown-alert");
    assertThat(mills.listed("unknown", node -> true).at("/status/state").asText())
        .isIn("unknown-alert", "not read yet");

    Path savepoints = folder.resolve("savepoints");
    String savepoint =
        job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
    JobClient resumed = mills.submit(4, savepoint);
    assertThat(mills.outcome(mills.send("mill-1", 12))).as("after a restart").isEqualTo("feedback");
    assertThat(mills.outcome(mills.send("mill-2", 12))).as("after a restart").isEqualTo("feedback");
    mills.listed(judged, node -> node.at("/status/suppressed").asInt() >= 2);
    mills.listed("unknown", node -> node.at("/status/state").asText().equals("unknown-alert"));
    Mills.Result list = mills.feedback("list");
    assertThat(list.out()).contains("false-alarm  " + judged + "  active", ": new bearing");
    assertThat(list.err())
        .contains(
            "4 verdicts, 1 about alerts that the job does not know", "0 right, 2 false alarms");

    assertThat(mills.feedback("retract", judged).code()).isZero();
    long retracted = System.nanoTime();
    while (!mills.outcome(mills.send("mill-1", 12)).equals("alert")) {
      assertThat(Duration.ofNanos(System.nanoTime() - retracted)).isLessThan(Mills.PATIENCE);
    }
    assertThat(mills.feedback("retract", judged).code()).as("not there any more").isEqualTo(1);
    resumed.cancel().get();
  }

  private static void say(String id, String verdict) throws Exception {
    mills.send(new ProducerRecord<>("parity-feedback", id, "{" + verdict + "}"));
  }

  /** Faults of one mill after the other: three bad records, then rest. */
  private static void sendFaults(int records) throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < records; i++) {
      String mill = "mill-" + i % 5;
      double heat = i % 40 < 15 && i % 5 < 3 ? 9 + 9 * random.nextDouble() : random.nextGaussian();
      String value = Mills.record(mill, i % 400 == 11 ? 200 : heat);
      mills.send(new ProducerRecord<>("parity", 0, 1_767_225_600_000L + 1000L * i, mill, value));
    }
  }

  @Test
  void aBacktestObeysTheSameVerdictsToTheByte() throws Exception {
    mills.broker().createTopic("parity", 1);
    mills.broker().createTopic("parity-feedback", 1);
    say("one", "\"verdict\":\"false-alarm\",\"alert\":\"parity-0-0\"");
    say(
        "two",
        "\"verdict\":\"expected\",\"entity\":\"mill-1\",\"error\":3e5,"
            + "\"from\":\"2026-01-01T00:01:00Z\",\"until\":\"2026-01-01T00:04:00Z\"");
    say("three", "\"verdict\":\"false-alarm\",\"entity\":\"mill-2\",\"fields\":[\"heat\"]");
    say("four", "\"verdict\":\"confirmed\",\"alert\":\"parity-0-40\"");
    JobClient job =
        mills.submit(
            3,
            null,
            Map.of(
                "input.topic", "parity",
                "alerts.topic", "parity-alerts",
                "scores.topic", "parity-scores",
                "dead-letters.topic", "parity-dead-letters",
                "feedback.topic", "parity-feedback",
                "alerts.cool-down", "2 records"));
    for (String id : List.of("one", "two", "three", "four")) {
      assertThat(mills.first("parity-feedback-status", status -> id.equals(status.key())))
          .isPresent();
    }
    sendFaults(1000);
    List<ConsumerRecord<String, String>> scores = new ArrayList<>();
    mills.first("parity-scores", score -> scores.add(score) && scores.size() == 1000);
    assertThat(scores).hasSize(1000);
    assertThat(scores)
        .filteredOn(score -> score.value().contains("\"feedback\""))
        .hasSizeGreaterThan(50);

    Mills.Result list = mills.feedback("list", "--verdicts", "--topic", "parity-feedback");
    Path verdicts = Files.writeString(folder.resolve("verdicts.jsonl"), list.out());
    Path alerts = folder.resolve("alerts.jsonl");
    Mills.Result backtest =
        Mills.run(
            "backtest",
            "" + mills.bundle(),
            "--topic",
            "parity",
            "--brokers",
            mills.broker().bootstrapServers(),
            "--set",
            "alerts.coolDown=2 records",
            "--feedback",
            "" + verdicts,
            "-o",
            "" + alerts);
    assertThat(backtest.code()).as(backtest.err()).isZero();
    List<String> expected = Files.readAllLines(alerts);
    List<String> raised = new ArrayList<>();
    mills.first(
        "parity-alerts", alert -> raised.add(alert.value()) && raised.size() == expected.size());
    // Scores and alerts are written by different tasks: not before both have come.
    job.cancel().get();
    assertThat(raised).containsExactlyInAnyOrderElementsOf(expected).hasSizeGreaterThan(20);
  }

  @Test
  void whatCannotBeSaidIsRefusedWithAReason() {
    mills.broker().createTopic("empty", 1);
    mills.broker().createTopic("other-feedback", 1);
    Mills.Result unknown =
        mills.feedback(
            "add",
            "false-alarm",
            "--alert",
            "x-0-1",
            "--alerts-topic",
            "empty",
            "--topic",
            "other-feedback");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("there is no alert 'x-0-1' on topic empty");
    Mills.Result absent = mills.feedback("add", "confirmed", "--entity", "a", "--topic", "absent");
    assertThat(absent.code()).isEqualTo(1);
    assertThat(absent.err()).contains("topic 'absent' does not exist", "--feedback.topic absent");
    Mills.Result endless =
        mills.feedback("add", "expected", "--entity", "a", "--topic", "other-feedback");
    assertThat(endless.code()).isEqualTo(2);
    assertThat(endless.err()).contains("say how long it is expected");
    assertThat(mills.feedback("list", "--topic", "other-feedback").err()).startsWith("0 verdicts");
  }
}
