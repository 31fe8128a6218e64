package io.residual.job.config;

import static io.residual.job.config.MinimalOptions.faults;
import static io.residual.job.config.MinimalOptions.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.job.function.DetectionOverrides;
import io.residual.job.function.DriftWindow;
import io.residual.job.function.ExplanationChoice;
import io.residual.model.config.ConfigFault;
import io.residual.model.config.ThresholdOverrides;
import io.residual.model.explain.ExplanationMethod;
import io.residual.model.threshold.Season;
import io.residual.model.threshold.ThresholdSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobConfigTest {

  @Test
  void bundleBrokersAndTopicAreEnough() throws Exception {
    JobConfig config = JobConfig.of(with());

    assertThat(config.input().topics()).containsExactly("telemetry");
    assertThat(config.input().startingOffsets()).isEqualTo(StartingOffsets.COMMITTED);
    assertThat(config.input().groupId("presses")).isEqualTo("residual.presses.telemetry");
    assertThat(config.input().bounded()).isFalse();
    assertThat(config.input().maxRecordBytes()).isEqualTo(1 << 20);
    assertThat(config.output().alertsTopic()).isEqualTo("alerts");
    assertThat(config.output().deadLettersTopic()).isEqualTo("dead-letters");
    assertThat(config.output().scoresTopic()).isEmpty();
    assertThat(config.scoring().runtime()).isEqualTo(ScoringRuntime.ONNX);
    assertThat(config.scoring().batchSize()).isEqualTo(256);
    assertThat(config.scoring().linger()).isEqualTo(Duration.ofMillis(20));
    assertThat(config.scoring().detection()).isEqualTo(DetectionOverrides.NONE);
    assertThat(config.transactions().guarantee()).isEqualTo(Delivery.EXACTLY_ONCE);
    assertThat(config.transactions().timeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.transactions().checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.parallelism()).isEqualTo(OptionalInt.empty());
    assertThat(config.namedEntities()).isEqualTo(20);
    assertThat(config.startupCheck()).isTrue();
    assertThat(config.startupWait()).isZero();
  }

  @Test
  void everyOptionIsRead() throws Exception {
    JobConfig config =
        JobConfig.of(
            Map.ofEntries(
                Map.entry("bundle", "s3://models/presses.bundle"),
                Map.entry("brokers", "a:1,b:2"),
                Map.entry("input.topic-pattern", "telemetry-.*"),
                Map.entry("alerts.topic", "a"),
                Map.entry("dead-letters.topic", "d"),
                Map.entry("scores.topic", "s"),
                Map.entry("group.id", "g"),
                Map.entry("starting-offsets", "latest"),
                Map.entry("bounded", "true"),
                Map.entry("max-record-size", "64 kb"),
                Map.entry("max-message-size", "128 kb"),
                Map.entry("runtime", "dl4j"),
                Map.entry("batch.size", "7"),
                Map.entry("batch.linger", "1 s"),
                Map.entry("threshold.risk", "1e-3"),
                Map.entry("threshold.quantile", "0.9"),
                Map.entry("threshold.window", "100"),
                Map.entry("threshold.floor", "0"),
                Map.entry("explanation.method", "shap"),
                Map.entry("explanation.budget", "300 ms"),
                Map.entry("explanation.evaluations", "4096"),
                Map.entry("drift.topic", "drifts"),
                Map.entry("drift.window", "5000"),
                Map.entry("drift.period", "1 d"),
                Map.entry("delivery", "at-least-once"),
                Map.entry("transaction.timeout", "2 min"),
                Map.entry("transaction.id-prefix", "t"),
                Map.entry("checkpoint.interval", "1 min"),
                Map.entry("feedback.topic", "verdicts"),
                Map.entry("parallelism", "4"),
                Map.entry("metrics.entities", "0"),
                Map.entry("topics.create", "false"),
                Map.entry("startup.check", "false"),
                Map.entry("startup.wait", "3min"),
                Map.entry("kafka.security.protocol", "SSL"),
                Map.entry("kafka.source.fetch.min.bytes", "1"),
                Map.entry("kafka.sink.compression.type", "lz4")));

    assertThat(config.bundle()).isEqualTo("s3://models/presses.bundle");
    assertThat(config.kafka())
        .isEqualTo(
            new JobConfig.Kafka(
                "a:1,b:2",
                Map.of("security.protocol", "SSL"),
                Map.of("fetch.min.bytes", "1"),
                Map.of("compression.type", "lz4")));
    assertThat(config.input().topics()).isEmpty();
    assertThat(config.input().pattern().orElseThrow().pattern()).isEqualTo("telemetry-.*");
    assertThat(config.input().groupId("presses")).isEqualTo("g");
    assertThat(config.input().startingOffsets()).isEqualTo(StartingOffsets.LATEST);
    assertThat(config.input().bounded()).isTrue();
    assertThat(config.input().maxRecordBytes()).isEqualTo(64 << 10);
    assertThat(config.output())
        .isEqualTo(
            new JobConfig.Output(
                "a",
                "d",
                Optional.of("s"),
                Optional.of("drifts"),
                Optional.of("verdicts-status"),
                128 << 10,
                false));
    assertThat(config.input().feedbackTopic()).contains("verdicts");
    assertThat(config.scoring())
        .isEqualTo(
            new JobConfig.Scoring(
                ScoringRuntime.DL4J,
                7,
                Duration.ofSeconds(1),
                DetectionOverrides.of(
                    new ThresholdOverrides(
                        Map.of(
                            "risk", "0.001", "quantile", "0.9", "window", "100", "floor", "0.0"))),
                new ExplanationChoice(ExplanationMethod.SHAP, 300, 4096),
                DriftWindow.ofRecords(5000, 86_400_000)));
    assertThat(config.transactions())
        .isEqualTo(
            new JobConfig.Transactions(
                Delivery.AT_LEAST_ONCE,
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Optional.of("t")));
    assertThat(config.parallelism()).hasValue(4);
    assertThat(config.namedEntities()).isZero();
    assertThat(config.startupCheck()).isFalse();
    assertThat(config.startupWait()).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void aTopicForWhatBecameOfVerdictsNeedsOneForVerdicts() {
    assertThat(
            faults(
                Map.of(
                    "bundle", "b",
                    "brokers", "a:1",
                    "input.topic", "in",
                    "feedback.status-topic", "status")))
        .extracting(ConfigFault::key)
        .containsExactly("feedback.status-topic");
    assertThat(
            faults(
                Map.of(
                    "bundle", "b",
                    "brokers", "a:1",
                    "input.topic", "in",
                    "feedback.topic", "alerts")))
        .as("a topic in two roles")
        .extracting(ConfigFault::key)
        .containsExactly("feedback.topic");
  }

  @Test
  void allFaultsAreReportedAtOnceWithKeyValueAndRemedy() {
    List<ConfigFault> faults =
        faults(
            Map.of(
                "brokers", " ",
                "batch.size", "many",
                "batch.linger", "5 weeks",
                "runtime", "tensorflow",
                "threshold.risk", "0.5",
                "alert.topic", "a",
                "kafka.group.id", "g"));

    assertThat(faults)
        .extracting(ConfigFault::key)
        .containsExactlyInAnyOrder(
            "bundle",
            "brokers",
            "input.topic",
            "batch.size",
            "batch.linger",
            "runtime",
            "threshold.risk",
            "alert.topic",
            "kafka.group.id");
    assertThat(faults)
        .extracting(ConfigFault::toString)
        .contains(
            "batch.size: is 'many'; write a whole number",
            "runtime: is 'tensorflow'; write dl4j or onnx",
            "threshold.risk: is 0.5; give a value from 1e-12 to 0.1",
            "alert.topic: is no option (given as 'a'); did you mean 'alerts.topic'?");
  }

  @ParameterizedTest
  @CsvSource({
    "batch.size, 0",
    "batch.size, 65537",
    "batch.size, 1e3",
    "batch.linger, 0 ms",
    "batch.linger, 61 s",
    "batch.linger, -1 s",
    "parallelism, 0",
    "metrics.entities, -1",
    "metrics.entities, 1001",
    "max-record-size, 1",
    "max-record-size, 17 mb",
    "max-record-size, 5 gb",
    "max-message-size, 1 kb",
    "checkpoint.interval, 10 ms",
    "transaction.timeout, 30 d",
    "threshold.risk, NaN",
    "threshold.risk, 0",
    "threshold.quantile, 1",
    "threshold.window, 15",
    "threshold.floor, 1.1",
    "threshold.method, median",
    "threshold.k, 1",
    "threshold.k, many",
    "threshold.depth, 4",
    "threshold.span, soon",
    "threshold.idle, 0 s",
    "threshold.season, monthly",
    "bounded, yes",
    "starting-offsets, newest",
    "delivery, exactly_once",
    "alerts.topic, my alerts",
    "alerts.topic, ..",
    "input.topic-pattern, '['",
    "group.id, ''",
    "input.topic, 'a,,b'"
  })
  void refusesWhatIsOutOfRangeOrOfAnotherType(String key, String value) {
    Map<String, String> options = with(key, value);
    if (key.equals("input.topic-pattern")) {
      options.remove("input.topic");
    }

    assertThat(faults(options)).extracting(ConfigFault::key).containsExactly(key);
  }

  @Test
  void thresholdOptionsTakeThePlaceOfTheBundles() throws Exception {
    JobConfig config =
        JobConfig.of(
            with(
                "threshold.method", "mad",
                "threshold.k", "7",
                "threshold.span", "6 h",
                "threshold.idle", "10 d",
                "threshold.season", "hour-of-week"));

    ThresholdSettings settings =
        config.scoring().detection().threshold().applyTo(ThresholdSettings.PEAKS);
    assertThat(settings)
        .isEqualTo(
            new ThresholdSettings(
                ThresholdSettings.Method.MAD,
                1e-4,
                null,
                120,
                0.5,
                7.0,
                null,
                Duration.ofHours(6).toMillis(),
                Duration.ofDays(10).toMillis(),
                Season.HOUR_OF_WEEK));
    assertThat(
            JobConfig.of(with("threshold.idle", "none", "threshold.season", "none"))
                .scoring()
                .detection()
                .threshold()
                .applyTo(settings))
        .returns(null, ThresholdSettings::idleMillis)
        .returns(null, ThresholdSettings::season)
        .returns(ThresholdSettings.Method.MAD, ThresholdSettings::method);
  }

  @Test
  void whatTheBundlesMethodHasNoUseForIsRefused() throws Exception {
    ThresholdOverrides overrides =
        JobConfig.of(with("threshold.k", "7", "threshold.risk", "0.01"))
            .scoring()
            .detection()
            .threshold();

    assertThatThrownBy(() -> overrides.applyTo(ThresholdSettings.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threshold.k: is given, but method quantile has no use for it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1,0.999,4096,1", "1e-12,0.5,16,0"})
  void thresholdRangesAreThoseOfTheModel(String values) throws Exception {
    String[] value = values.split(",", -1);
    JobConfig config =
        JobConfig.of(
            with(
                "threshold.risk", value[0],
                "threshold.quantile", value[1],
                "threshold.window", value[2],
                "threshold.floor", value[3]));

    assertThat(config.scoring().detection().threshold().applyTo(ThresholdSettings.DEFAULT))
        .isNotNull();
  }

  @Test
  void aTransactionMustOutliveCheckpointsAndARestart() throws Exception {
    assertThat(faults(with("checkpoint.interval", "5 min")))
        .extracting(ConfigFault::toString)
        .containsExactly(
            "transaction.timeout: is 10 min, too short for checkpoints every 5 min; give at least"
                + " 11 min (two checkpoints and a minute for a restart) or a shorter"
                + " checkpoint.interval");
    assertThat(faults(with("checkpoint.interval", "5 min", "delivery", "at-least-once"))).isEmpty();
    assertThat(faults(with("checkpoint.interval", "5 min", "transaction.timeout", "11 min")))
        .isEmpty();
  }

  @Test
  void aTopicHasOneRole() {
    assertThat(faults(with("alerts.topic", "telemetry")))
        .extracting(ConfigFault::toString)
        .containsExactly(
            "alerts.topic: is 'telemetry', which is also input.topic; use a topic of its own");
    assertThat(faults(with("scores.topic", "alerts")))
        .extracting(ConfigFault::key)
        .containsExactly("scores.topic");
    Map<String, String> pattern = with("input.topic-pattern", "dead.*");
    pattern.remove("input.topic");
    assertThat(faults(pattern))
        .extracting(ConfigFault::toString)
        .containsExactly(
            "dead-letters.topic: is 'dead-letters', which is matched by input.topic-pattern; use a"
                + " topic of its own");
  }

  @Test
  void inputIsEitherTopicsOrAPattern() {
    assertThat(faults(with("input.topic-pattern", "t.*")))
        .extracting(ConfigFault::key)
        .containsExactly("input.topic");
  }

  @Test
  void driftIsMeasuredOnlyWhereATopicOrAWindowIsGiven() throws Exception {
    assertThat(drift(Map.of())).isEqualTo(DriftWindow.OFF);
    assertThat(drift(Map.of("drift.topic", "t"))).isEqualTo(DriftWindow.ofRecords(10_000, 0));
    assertThat(drift(Map.of("drift.window", "200"))).isEqualTo(DriftWindow.ofRecords(200, 0));
    assertThat(drift(Map.of("drift.window", "1 h"))).isEqualTo(DriftWindow.ofTime(3_600_000));
    assertThatThrownBy(() -> drift(Map.of("drift.window", "1 h", "drift.period", "1 d")))
        .hasMessageContaining("drift.period: is given, but drift.window is a time");
    for (String bad : new String[] {"99", "1 ms", "often", "-5"}) {
      assertThatThrownBy(() -> drift(Map.of("drift.window", bad)))
          .hasMessageContaining("drift.window: ");
    }
    assertThatThrownBy(() -> drift(Map.of("drift.period", "1 h")))
        .hasMessageContaining("drift.period: is given, but drift is not measured");
    assertThatThrownBy(() -> drift(Map.of("drift.topic", "telemetry")))
        .hasMessageContaining("which is also input.topic");
  }

  private static DriftWindow drift(Map<String, String> options) throws Exception {
    Map<String, String> all = new HashMap<>(options);
    all.putAll(Map.of("bundle", "b", "brokers", "a:1", "input.topic", "telemetry"));
    return JobConfig.of(all).scoring().drift();
  }
}
