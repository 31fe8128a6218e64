package io.residual.samples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The life of one submitted job: submitted, fed, seen to raise a right alert, canceled.
 *
 * @param layout of the cluster
 */
record SubmissionRound(
    StandaloneCluster cluster, BrokerProcess broker, DetectionSample sample, Layout layout) {

  /** Alerts become visible at a checkpoint; the first job on a cluster also warms it up. */
  private static final Duration ALERT = Duration.ofSeconds(60);

  /** How a user submits. */
  enum Way {
    FLINK_RUN("flink run"),
    REST_API("REST API");

    private final String label;

    Way(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /** Submits with topics of its own, so that no round depends on another. */
  void run(int number, Way way) throws Exception {
    String input = "telemetry-" + number;
    String alerts = "alerts-" + number;
    String deadLetters = "dead-letters-" + number;
    broker.createTopics(input, alerts, deadLetters);
    List<String> options =
        List.of(
            "--bundle",
            sample.bundle().toString(),
            "--brokers",
            broker.bootstrapServers(),
            "--input.topic",
            input,
            "--alerts.topic",
            alerts,
            "--dead-letters.topic",
            deadLetters,
            "--runtime",
            layout.runtime(),
            "--checkpoint.interval",
            "1s");
    String jobId = submit(way, Layout.jobJar(), options);
    cluster.awaitRunning(jobId);
    Topics topics = new Topics(broker.bootstrapServers());
    topics.produce(input, sample.lines());
    Optional<String> alert = topics.firstCommitted(alerts, sample::isRight, ALERT);
    assertThat(alert)
        .as("a right alert of submission %s by %s in %s", number, way.label(), layout)
        .isPresent();
    cluster.cancel(jobId);
  }

  private String submit(Way way, Path jar, List<String> options) throws Exception {
    return switch (way) {
      case FLINK_RUN -> cluster.flinkRun(jar, options);
      case REST_API -> cluster.uploadAndRun(jar, options);
    };
  }
}
