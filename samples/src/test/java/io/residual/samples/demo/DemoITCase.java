package io.residual.samples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.residual.model.alert.AlertSchema;
import io.residual.model.bundle.ModelBundle;
import io.residual.samples.dataset.FaultKind;
import io.residual.samples.dataset.TelemetrySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole product on the simulated stream: real training, broker, Flink and job. A pipeline that
 * scores backwards, misses a kind of fault or loses a record fails here.
 */
class DemoITCase {

  private static final TelemetrySettings SETTINGS =
      TelemetrySettings.defaults()
          .withSeed(7)
          .withTraining(Duration.ofMinutes(60))
          .withLive(Duration.ofMinutes(30));

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(AlertSchema.text());

  private static EmbeddedStack stack;
  private static ModelBundle bundle;

  private final List<byte[]> alerts = Collections.synchronizedList(new ArrayList<>());

  private final DemoListener listener =
      new DemoListener() {
        @Override
        public void step(String message) {}

        @Override
        public void alert(byte[] json) {
          alerts.add(json);
        }
      };

  @BeforeAll
  static void startEverything() throws Exception {
    stack = EmbeddedStack.start(2, notice -> {});
    bundle = DemoTraining.fit(scenario("training", 0), DemoListener.SILENT);
  }

  @AfterAll
  static void stopEverything() {
    stack.close();
  }

  private static Scenario scenario(String name, double recordsPerSecond) {
    Scenario telemetry = Scenarios.telemetry(SETTINGS, recordsPerSecond);
    return new Scenario(
        name, telemetry.pipeline(), telemetry.training(), telemetry.live(), recordsPerSecond);
  }

  private DetectionReport run(String name, double recordsPerSecond, Map<String, String> options)
      throws Exception {
    Map<String, String> all = new HashMap<>(DemoSettings.DEFAULT.jobOptions());
    all.putAll(options);
    Demo demo =
        new Demo(stack, new DemoSettings(2, all, Duration.ofMinutes(2)), listener, () -> false);
    try (Demo.Run job = demo.start(scenario(name, recordsPerSecond), bundle, 0)) {
      return job.stream().detection();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "dl4j"})
  void findsEveryKindOfFaultWithFewFalseAlerts(String runtime) throws Exception {
    DetectionReport report = run("found-by-" + runtime, 0, Map.of("runtime", runtime));

    assertThat(report.scoresBackwards()).isFalse();
    assertThat(report.auroc()).as("AUROC").isGreaterThan(0.98);
    assertThat(report.averagePrecision()).as("average precision").isGreaterThan(0.9);
    assertThat(report.precision()).as("precision").isGreaterThan(0.9);
    assertThat(report.recall()).as("recall").isGreaterThan(0.7);
    assertThat(report.byKind()).hasSize(FaultKind.values().length);
    assertThat(report.byKind())
        .allSatisfy((kind, found) -> assertThat(found.found()).as(kind).isGreaterThan(0));
    assertThat(report.recordsIn()).isEqualTo(4 * 30 * 60);
    assertThat(report.balances()).isTrue();
    assertThat(alerts.stream().filter(alert -> !isClosing(alert))).hasSize((int) report.alerts());
    assertThat(alerts).hasSizeBetween((int) report.alerts(), (int) (2 * report.alerts()));
    assertThat(report.incidents()).isBetween(1L, report.alerts());
    assertThat(alerts)
        .allSatisfy(
            alert ->
                assertThat(SCHEMA.validate(new String(alert, UTF_8), InputFormat.JSON)).isEmpty());
  }

  private static boolean isClosing(byte[] alert) {
    return new String(alert, UTF_8).contains("\"kind\":\"incident-closed\"");
  }

  @Test
  void neitherLosesNorRepeatsAnAlertWhenATaskManagerDies() throws Exception {
    DetectionReport undisturbed = run("undisturbed", 0, Map.of());
    alerts.clear();

    // Sent over some five seconds; the TaskManager dies as soon as alerts have been seen.
    CompletableFuture<DetectionReport> disturbed =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return run("disturbed", 1_500, Map.of());
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    while (alerts.isEmpty() && !disturbed.isDone()) {
      Thread.onSpinWait();
    }
    assertThat(disturbed).as("still streaming when the TaskManager dies").isNotDone();
    stack.flink().replaceTaskManager();
    DetectionReport report = disturbed.get();

    assertThat(report.recordsIn()).isEqualTo(undisturbed.recordsIn());
    assertThat(report.scored()).as("scores, each once").isEqualTo(undisturbed.scored());
    assertThat(report.deadLettered()).isZero();
    assertThat(alerts).as("alerts, each once").doesNotHaveDuplicates();
    assertThat(report.alerts()).isEqualTo(undisturbed.alerts());
  }
}
