package io.residual.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.docker.Engine.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A job in application mode whose broker goes away for as long as Flink puts up with it, and comes
 * back. Takes minutes, so only the profile {@code images} runs it.
 */
@Tag("images")
@ExtendWith(Engine.class)
class BrokerOutageITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String APPLICATION = "residual-application";

  /** Of the simulation; one half before the outage and one after it. */
  private static final int RECORDS = 6000;

  private final Running engine;

  BrokerOutageITCase(Running engine) {
    this.engine = engine;
  }

  @BeforeEach
  @AfterEach
  void bringDown() throws Exception {
    engine.docker("rm", "--force", APPLICATION);
    engine.compose("--profile", "everything", "down", "--volumes", "--timeout", "3").orFail();
  }

  @Test
  void noRecordIsLostNorScoredTwice() throws Exception {
    engine.compose("up", "--detach", "--no-build", "--wait", "kafka").orFail();
    engine.compose("run", "--rm", "-T", "trainer").orFail();
    writeRows();
    produce("first.jsonl");
    startApplication();
    await("a checkpoint", "Completed checkpoint ");

    engine.compose("stop", "kafka").orFail();
    await("the job notices", "switched from state RUNNING to ");
    engine.compose("up", "--detach", "--no-build", "--wait", "kafka").orFail();
    produce("second.jsonl");

    Await.holds(
        "every record is scored",
        PATIENCE,
        () -> scored().output(),
        counts -> counts.contains(RECORDS + " different"));
    assertThat(scored().lastLine()).isEqualTo(RECORDS + " records, " + RECORDS + " different");
  }

  private void writeRows() throws Exception {
    String half = String.valueOf(RECORDS / 2);
    inCommandLine(
            "/bin/sh",
            "-c",
            "residual produce --source telemetry --output rows.jsonl --limit "
                + RECORDS
                + (" && head -n " + half + " rows.jsonl > first.jsonl")
                + (" && tail -n " + half + " rows.jsonl > second.jsonl"))
        .orFail();
  }

  private void produce(String rows) throws Exception {
    inCommandLine(
            "residual",
            "produce",
            "--brokers=kafka:9092",
            "--topic=telemetry",
            "--create-topic=4",
            "--key=machine",
            "--rate=0",
            "--input=" + rows)
        .orFail();
  }

  private void startApplication() throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "--detach", "--no-deps"));
    command.addAll(List.of("--use-aliases", "--name", APPLICATION));
    command.addAll(List.of("--volume", "residual_models:/models:ro", "jobmanager"));
    command.addAll(List.of("standalone-job", "--job-classname", "io.residual.job.ResidualJob"));
    command.addAll(List.of("--bundle=/models/telemetry.residual", "--brokers=kafka:9092"));
    command.addAll(List.of("--input.topic=telemetry", "--scores.topic=scores"));
    engine.compose(command.toArray(String[]::new)).orFail();
    engine.compose("up", "--detach", "--no-build", "--no-deps", "taskmanager").orFail();
  }

  private void await(String expectation, String line) throws Exception {
    Await.holds(
        expectation,
        PATIENCE,
        () -> engine.docker("logs", APPLICATION).output(),
        log -> log.contains(line));
  }

  private Command.Result scored() throws Exception {
    return inCommandLine(
        "java",
        "-cp",
        "/opt/residual/lib/*:/check",
        CountedIds.class.getName(),
        "kafka:9092",
        "scores");
  }

  private Command.Result inCommandLine(String program, String... words) throws Exception {
    String classes = Path.of("target/test-classes").toAbsolutePath() + ":/check:ro";
    List<String> command = new ArrayList<>(List.of("run", "--rm", "-T", "--volume", classes));
    command.addAll(List.of("--entrypoint", program, "cli"));
    command.addAll(List.of(words));
    return engine.compose(command.toArray(String[]::new));
  }
}
