package io.residual.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.docker.Engine.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Compose file as users start it; only the registries' images are substituted. */
@ExtendWith(Engine.class)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class ComposeITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> OURS =
      List.of("jobmanager", "taskmanager", "topics", "trainer", "producer", "submit", "alerts");

  private final Running engine;

  ComposeITCase(Running engine) {
    this.engine = engine;
  }

  @BeforeEach
  @AfterEach
  void bringDown() throws Exception {
    engine.compose("--profile", "everything", "down", "--volumes", "--timeout", "3").orFail();
  }

  @Test
  void theKafkaProfileStartsABrokerAndNothingElse() throws Exception {
    engine.compose("--profile", "kafka", "up", "--detach", "--no-build", "--wait").orFail();

    assertThat(engine.compose("ps", "--all", "--services").orFail()).isEqualTo("kafka");
  }

  /** One start of the stack for all that follows, since it takes the better part of a minute. */
  @Test
  void everythingEndsWithAlerts() throws Exception {
    theSubmissionWaitsForAModelAndABroker();

    up();
    await("alerts", log -> log.contains("OPENED  press-"));
    assertThat(log("alerts")).contains("expected").contains("machine-telemetry/");

    theContainersAreHardened();
    theServersAreHealthy();
    awaitMetric("sum(up{job=\"residual\"})", "=> 2 @");
    // What the dashboard and the rules are made of arrives, with the names that they use.
    awaitMetric("count(flink_taskmanager_job_task_operator_residual_recordsIn > 0)", "=> ");
    assertThat(
            engine
                .compose(
                    "exec",
                    "-T",
                    "prometheus",
                    "promtool",
                    "check",
                    "config",
                    "/etc/prometheus/prometheus.yml")
                .orFail())
        .containsPattern("[1-9][0-9]* rules found");
    aVerdictIsObeyed();

    String running = engine.docker("ps", "--quiet").orFail();
    up();
    assertThat(engine.docker("ps", "--quiet").orFail()).isEqualTo(running);
    awaitCompletion("trainer", "the model is there");
    engine.compose("restart", "submit").orFail();
    await("submit", log -> log.contains("the job runs already"));

    up("--scale", "taskmanager=2");
    awaitMetric("sum(up{job=\"residual\"})", "=> 3 @");
    awaitMetric("sum(flink_jobmanager_numRegisteredTaskManagers)", "=> 2 @");
    theJobOutlivesItsJobManager();
    theJobStaysCancelled();

    engine.compose("down", "--volumes", "--timeout", "3").orFail();
    assertThat(engine.docker("ps", "--all", "--quiet").orFail()).isEmpty();
    assertThat(engine.docker("volume", "ls", "--quiet").orFail()).isEmpty();
  }

  private void theSubmissionWaitsForAModelAndABroker() throws Exception {
    engine.compose("up", "--detach", "--no-build", "--no-deps", "submit").orFail();
    await("submit", log -> log.contains("Waiting for at most 600 s: bundle '/models/"));
    engine.compose("up", "--detach", "--no-build", "--no-deps", "trainer", "jobmanager").orFail();
    await("submit", log -> log.contains(" s: brokers 'kafka:9092' cannot be asked"));
    assertThat(submissions()).isZero();
  }

  /** The commands of docs/docker.md. */
  private void aVerdictIsObeyed() throws Exception {
    String alerts = cli("alerts", "--from-beginning", "--limit", "1", "--json").orFail();
    Matcher id = Pattern.compile("\\{\"id\":\"([^\"]+)\"").matcher(alerts);
    assertThat(id.find()).as(alerts).isTrue();
    cli("feedback", "add", "false-alarm", "--alert", id.group(1)).orFail();
    Await.holds(
        "the verdict is obeyed",
        PATIENCE,
        () -> cli("feedback", "list").output(),
        list -> list.contains("false-alarm  " + id.group(1) + "  active"));
  }

  private Command.Result cli(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "--rm", "-T", "cli"));
    command.addAll(List.of(words));
    command.addAll(List.of("--brokers", "kafka:9092"));
    return engine.compose(command.toArray(String[]::new));
  }

  private void theJobOutlivesItsJobManager() throws Exception {
    assertThat(submissions()).isEqualTo(1);
    engine.compose("restart", "jobmanager").orFail();
    await("submit", log -> submissions(log) == 2);

    String id = engine.compose("ps", "--quiet", "jobmanager").orFail();
    new Command(Path.of("/"))
        .run("kill", "-9", engine.docker("inspect", "--format", "{{.State.Pid}}", id).orFail())
        .orFail();
    await("submit", log -> submissions(log) == 3);

    assertThat(log("submit").split("going on from /checkpoints/", -1)).hasSize(3);
    String job = job();
    await(
        "jobmanager",
        log -> log.matches("(?s).*Completed checkpoint [0-9]+ for job " + job + ".*"));
  }

  private void theJobStaysCancelled() throws Exception {
    String request = "PATCH /jobs/" + job() + "?mode=cancel HTTP/1.0\\r\\n\\r\\n";
    engine
        .compose(
            "exec",
            "-T",
            "jobmanager",
            "bash",
            "-c",
            "exec 3<>/dev/tcp/localhost/8081; printf '" + request + "' >&3; cat <&3")
        .orFail();
    awaitCompletion("submit", "the job was ended by hand");
    assertThat(submissions()).isEqualTo(3);
  }

  /** The id of the job that was submitted last. */
  private String job() throws Exception {
    String log = log("submit");
    String before = "Job has been submitted with JobID ";
    int at = log.lastIndexOf(before) + before.length();
    return log.substring(at, at + 32);
  }

  private int submissions() throws Exception {
    return submissions(log("submit"));
  }

  private static int submissions(String log) {
    return log.split("Job has been submitted with JobID", -1).length - 1;
  }

  private void up(String... more) throws IOException, InterruptedException {
    // Grafana's image is not to be had without a registry.
    List<String> command =
        new ArrayList<>(List.of("up", "--detach", "--no-build", "--scale", "grafana=0"));
    command.addAll(List.of(more));
    engine.compose(command.toArray(String[]::new)).orFail();
  }

  private void theContainersAreHardened() throws Exception {
    for (String service : OURS) {
      String id = engine.compose("ps", "--all", "--quiet", service).orFail();
      assertThat(
              engine
                  .docker(
                      "inspect",
                      "--format",
                      "{{.HostConfig.ReadonlyRootfs}} {{.Config.User}} {{.HostConfig.CapDrop}}"
                          + " {{.HostConfig.SecurityOpt}} {{.HostConfig.Privileged}}",
                      id)
                  .orFail())
          .as(service)
          .isEqualTo("true 9999:9999 [ALL] [no-new-privileges:true] false");
    }
  }

  private void theServersAreHealthy() throws Exception {
    for (String service : List.of("kafka", "jobmanager", "taskmanager")) {
      String id = engine.compose("ps", "--quiet", service).orFail();
      // With a running job: its metrics make the answer to the health check long.
      Await.holds(
          service + " healthy",
          PATIENCE,
          () -> engine.docker("inspect", "--format", "{{.State.Health.Status}}", id).orFail(),
          "healthy"::equals);
    }
  }

  private void awaitMetric(String query, String expected) throws Exception {
    Await.holds(
        query + " " + expected,
        PATIENCE,
        () ->
            engine
                .compose(
                    "exec",
                    "-T",
                    "prometheus",
                    "promtool",
                    "query",
                    "instant",
                    "http://localhost:9090",
                    query)
                .output(),
        answer -> answer.contains(expected));
  }

  private void await(String service, Predicate<String> condition) throws Exception {
    Await.holds("the log of " + service, PATIENCE, () -> log(service), condition);
  }

  /** Waits for a line of a service that ends by itself, and that it ended well. */
  private void awaitCompletion(String service, String line) throws Exception {
    await(service, log -> log.contains(line));
    String id = engine.compose("ps", "--all", "--quiet", service).orFail();
    Await.holds(
        service + " ended",
        PATIENCE,
        () ->
            engine
                .docker("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", id)
                .orFail(),
        "exited 0"::equals);
  }

  private String log(String service) throws IOException, InterruptedException {
    return engine.compose("logs", "--no-log-prefix", service).output();
  }
}
