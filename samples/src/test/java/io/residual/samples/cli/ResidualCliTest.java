package io.residual.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ResidualCliTest {

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"produce", "alerts", "feedback", "feedback list"})
  void helpTeachesWithExamples(String command) {
    assertThat(run((command + " --help").split(" ", -1))).isZero();
    assertThat(out.toString())
        .contains("Examples:")
        .contains("residual " + command)
        .contains("Exit codes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "produce",
        "produce --source telemetry",
        "produce --topic t",
        "produce --source telemetry --topic t --output f",
        "produce --source telemetry --input f --topic t",
        "produce --source telemetry --topic t --label x",
        "produce --source telemetry --topic t --rate -1",
        "produce --source telemetry --topic t --machines 0",
        "produce --source host --topic t --rate 0",
        "produce --source telemetry --topic t --limit -1",
        "produce --source telemetry --topic t --create-topic 0",
        "produce --source telemetry --topic t --client-config /no/such/file",
        "produce --source telemetry --topic t --timeout soon",
        "alerts --limit -1",
        "alerts --color pink",
        "feedback",
        "feedback add perhaps --entity a",
        "feedback add false-alarm",
        "feedback add false-alarm --alert a --entity b",
        "feedback add false-alarm --entity b --until soon",
        "feedback retract",
        "nonsense"
      })
  void wrongUsageExitsWithTwoAndSaysWhy(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"produce --source telemetry --topic t", "alerts"})
  void unreachableBrokerExitsWithOneAndSaysSoInTime(String line) {
    // Port 1 is reserved and nothing listens there.
    String[] arguments = (line + " --brokers 127.0.0.1:1 --timeout 2s").split(" ");
    long start = System.nanoTime();
    assertThat(run(arguments)).isEqualTo(1);
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(20);
    assertThat(err.toString())
        .startsWith(
            "residual: no Kafka broker answered at 127.0.0.1:1 within 2 s; check --brokers");
  }

  @Test
  void missingInputFileExitsWithOne() {
    assertThat(run("produce", "--input", "/no/such/file.csv", "--output", "-")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("residual: no such file: /no/such/file.csv\n");
  }

  @Test
  void writesTheTrainingPartToFile() throws Exception {
    Path file = directory.resolve("normal.jsonl");
    assertThat(
            run(
                "produce",
                "--source",
                "telemetry",
                "--part",
                "training",
                "--limit",
                "100",
                "--output",
                file.toString()))
        .isZero();
    assertThat(Files.readAllLines(file))
        .hasSize(100)
        .allMatch(line -> line.startsWith("{\"time\""));
    assertThat(err.toString()).isEqualTo("100 records sent, 0 failed\n");
  }

  private int run(String... arguments) {
    CommandLine command = ResidualCli.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
