package io.residual.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.docker.Engine.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
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
    // Only the submission at first: it must wait for a model, then for a broker.
    engine.compose("up", "--detach", "--no-build", "--no-deps", "submit").orFail();
    await("submit", log -> log.contains("Waiting for at most 600 s: bundle '/models/"));

    up();
    await("alerts", log -> log.contains("OPENED  press-"));
    assertThat(log("alerts")).contains("expected").contains("machine-telemetry/");
    assertThat(log("submit")).contains("Job has been submitted with JobID");

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

    up();
    awaitCompletion("submit", "the job runs already");
    assertThat(log("trainer")).contains("the model is there");

    engine.compose("restart", "jobmanager").orFail();
    awaitCompletion("submit", "going on from /checkpoints/");

    engine.compose("down", "--volumes", "--timeout", "3").orFail();
    assertThat(engine.docker("ps", "--all", "--quiet").orFail()).isEmpty();
    assertThat(engine.docker("volume", "ls", "--quiet").orFail()).isEmpty();
  }

  private void up() throws IOException, InterruptedException {
    // Grafana's image is not to be had without a registry.
    engine.compose("up", "--detach", "--no-build", "--scale", "grafana=0").orFail();
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
