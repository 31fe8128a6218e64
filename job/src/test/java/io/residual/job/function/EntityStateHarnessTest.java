package io.residual.job.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.Records;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import io.residual.model.config.ThresholdOverrides;
import io.residual.model.detect.EntityState;
import io.residual.model.feedback.RecentAlerts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the job keeps of entities under every rule: how much, for how long, across restores. */
@SuppressWarnings("try") // harnesses declare close() throws Exception
class EntityStateHarnessTest {

  private static final int MINUTE = 60_000;

  static Stream<Map<String, String>> rules() {
    return Stream.of(
        Map.of("method", "quantile", "window", "240"),
        Map.of("method", "peaks"),
        Map.of("method", "sigma"),
        Map.of("method", "mad"),
        Map.of("method", "spot"),
        Map.of("method", "dspot"));
  }

  static Stream<Map<String, String>> rulesAndTimes() {
    return Stream.concat(
        rules(),
        Stream.of(
            Map.of("method", "quantile", "span", "2 min", "idle", "10 min"),
            Map.of("method", "mad", "span", "2 min"),
            Map.of("method", "sigma", "span", "2 min"),
            Map.of("method", "peaks", "span", "30 min", "window", "64", "quantile", "0.6"),
            Map.of("method", "spot", "span", "5 min", "quantile", "0.9"),
            Map.of("method", "dspot", "span", "5 min", "quantile", "0.9"),
            Map.of("method", "quantile", "season", "hour-of-week"),
            Map.of("method", "mad", "idle", "1 min", "season", "hour-of-day")));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> subtask(
      Map<String, String> settings, int parallelism, int index) throws Exception {
    return ThresholdSubtasks.one(overrides(settings), parallelism, index);
  }

  private static DetectionOverrides overrides(Map<String, String> settings) {
    return DetectionOverrides.of(new ThresholdOverrides(settings));
  }

  private static List<ScoredRecord> records(int count) {
    Random random = new Random(17);
    List<ScoredRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int machine = random.nextInt(12);
      double error = Math.abs(random.nextGaussian()) * (0.3 + machine / 15.0);
      long late = random.nextInt(40) == 0 ? random.nextInt(20 * MINUTE) : 0;
      records.add(Records.scored(i, "press-" + machine, 400L * i - late, error));
    }
    return records;
  }

  @ParameterizedTest
  @MethodSource("rulesAndTimes")
  void fromTwoSubtasksToFourAndBackNoDecisionChanges(Map<String, String> settings)
      throws Exception {
    List<ScoredRecord> records = records(3000);
    List<ScoreMessage> expected = new ArrayList<>();
    var subtasks = ThresholdSubtasks.of(overrides(settings));
    subtasks.run(records, 1, null, 0, expected);

    List<ScoreMessage> actual = new ArrayList<>();
    OperatorSubtaskState state = subtasks.run(records.subList(0, 1000), 2, null, 0, actual);
    state = subtasks.run(records.subList(1000, 2000), 4, state, 2, actual);
    subtasks.run(records.subList(2000, 3000), 2, state, 4, actual);

    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected.stream().mapToDouble(ScoreMessage::threshold).distinct().count())
        .as("thresholds that moved")
        .isGreaterThan(10);
  }

  private static <T> int bytes(Class<T> type, T state) throws IOException {
    TypeSerializer<T> serializer =
        TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(2048);
    serializer.serialize(state, out);
    return out.length() + Long.BYTES; // and when the state was written, for its expiry
  }

  private static int bytes(EntityState state) throws IOException {
    return bytes(EntityState.class, state);
  }

  /** As much as is ever remembered of an entity's alerts, for verdicts on them. */
  private static int alertBytes() throws IOException {
    RecentAlerts alerts = RecentAlerts.NONE;
    for (int i = 0; i < 20; i++) {
      alerts = alerts.with(7, "telemetry-3-" + i, i, i, 1, RecentAlerts.OF_ENTITY, n -> false);
    }
    return bytes(RecentAlerts.class, alerts);
  }

  private static EntityState stored(
      KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> harness,
      String entity)
      throws Exception {
    harness.getOperator().setCurrentKey(entity);
    ValueState<EntityState> state =
        harness
            .getOperator()
            .getKeyedStateBackend()
            .getPartitionedState(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                ExpiringState.of(
                    ThresholdFunction.STATE, EntityState.class, 30L * 24 * 60 * MINUTE));
    return state.value();
  }

  /** Of six hours of a record a second, rings and slices are full. */
  static Stream<Map<String, String>> rulesByCountAndTime() {
    return Stream.concat(
        rules(),
        Stream.of("quantile", "peaks", "sigma", "mad", "spot", "dspot")
            .map(method -> Map.of("method", method, "span", "6 h")));
  }

  @ParameterizedTest
  @MethodSource("rulesByCountAndTime")
  void anEntityTakesAKilobyteAtMostAndATenthAfterItsFirstRecord(Map<String, String> settings)
      throws Exception {
    try (var harness = subtask(settings, 1, 0)) {
      harness.open();
      harness.processElement(new StreamRecord<>(Records.scored(0, "seldom", 0, 0.9)));
      Random random = new Random(5);
      for (int i = 0; i < 60_000; i++) {
        double error = i > 59_990 ? 90 : -Math.log(1 - random.nextDouble()) / 4;
        harness.processElement(new StreamRecord<>(Records.scored(i, "often", 1000L * i, error)));
      }
      int often = bytes(stored(harness, "often"));
      int seldom = bytes(stored(harness, "seldom"));

      assertThat(often).as("bytes of a busy entity, %s", settings).isGreaterThan(100);
      // DSPOT, which is no default, takes nearly all of it by itself.
      assertThat(often + (settings.containsValue("dspot") ? 0 : alertBytes()))
          .as("bytes of a busy entity with many alerts, where verdicts are read, %s", settings)
          .isLessThanOrEqualTo(1024);
      assertThat(seldom).as("bytes after one record, %s", settings).isLessThan(320);
    }
  }

  @Test
  void theClockTakesAwayWhatEventTimeHasForgotten() throws Exception {
    Map<String, String> settings = Map.of("idle", "10 min");
    try (var harness = subtask(settings, 1, 0)) {
      harness.setStateTtlProcessingTime(0);
      harness.open();
      for (int i = 0; i < 100; i++) {
        harness.processElement(new StreamRecord<>(Records.scored(i, "calm", i, 0.6)));
      }
      assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
      double learnt = thresholdNow(harness, 100);
      harness.setStateTtlProcessingTime(20 * MINUTE - 1);
      assertThat(thresholdNow(harness, 101)).isEqualTo(learnt);
      harness.setStateTtlProcessingTime(41 * MINUTE);
      assertThat(thresholdNow(harness, 102)).isGreaterThan(learnt);
    }
  }

  @Test
  void anEntityThatIsIdleByEventTimeBeginsAnewWhateverTheClockSays() throws Exception {
    try (var harness = subtask(Map.of("idle", "10 min"), 1, 0)) {
      harness.open();
      for (int i = 0; i < 100; i++) {
        harness.processElement(new StreamRecord<>(Records.scored(i, "calm", i, 0.6)));
      }
      double learnt = thresholdNow(harness, 100);
      assertThat(thresholdNow(harness, 100 + 10 * MINUTE)).isEqualTo(learnt);
      assertThat(thresholdNow(harness, 102 + 20 * MINUTE)).isGreaterThan(learnt);
    }
  }

  private static double thresholdNow(
      KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> harness, long time)
      throws Exception {
    harness.processElement(new StreamRecord<>(Records.scored(time, "calm", time, 0.6)));
    List<ScoreMessage> scores =
        harness.getSideOutput(ThresholdFunction.SCORES).stream()
            .map(StreamRecord::getValue)
            .toList();
    return scores.get(scores.size() - 1).threshold();
  }
}
