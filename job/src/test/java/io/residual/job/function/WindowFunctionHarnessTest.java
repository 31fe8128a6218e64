package io.residual.job.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.message.EncodedRecord;
import io.residual.model.config.ThresholdOverrides;
import io.residual.model.encode.CategoricalEncoding;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.FieldEncoding;
import io.residual.model.record.RecordContext;
import io.residual.model.sequence.EntityWindows;
import io.residual.model.sequence.SequenceWindow;
import io.residual.model.sequence.WindowState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots, restores and repartitions windows and compares every single float of them. */
@SuppressWarnings("try") // harnesses declare close() throws Exception
class WindowFunctionHarnessTest {

  private static final int MAX_PARALLELISM = 128;

  private static final SequenceWindow WINDOW = new SequenceWindow(5, 400L);

  private static List<EncodedRecord> randomRecords(int count) {
    Random random = new Random(23);
    List<EncodedRecord> records = new ArrayList<>();
    long now = 1_000_000;
    for (int i = 0; i < count; i++) {
      now += random.nextInt(40);
      float[] features = new float[Models.ENCODER.featureCount()];
      for (int j = 0; j < features.length; j++) {
        features[j] = random.nextFloat();
      }
      records.add(
          new EncodedRecord(
              Records.origin(i),
              "press-" + random.nextInt(20),
              now - random.nextInt(100),
              new byte[0],
              features));
    }
    return records;
  }

  /** The windows that a thread that sees all records makes of them, by offset. */
  private static Map<Long, float[]> offline(List<EncodedRecord> records, SequenceWindow window) {
    int features = Models.ENCODER.featureCount();
    EntityWindows windows = new EntityWindows(window, features);
    Map<Long, float[]> byOffset = new TreeMap<>();
    for (EncodedRecord record : records) {
      float[] target = new float[window.length() * features];
      windows.add(
          new RecordContext(record.entity(), OptionalLong.of(record.eventTimeMillis())),
          record.features(),
          0,
          target,
          0);
      byOffset.put(record.origin().offset(), target);
    }
    return byOffset;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 40})
  void windowsAreThoseOfASingleThreadAfterRestoresAtOtherParallelisms(int length) throws Exception {
    SequenceWindow window = new SequenceWindow(length, 400L);
    List<EncodedRecord> records = randomRecords(1500);
    Map<Long, float[]> actual = new TreeMap<>();
    OperatorSubtaskState state = run(records.subList(0, 500), window, 2, null, 0, actual);
    state = run(records.subList(500, 1000), window, 4, state, 2, actual);
    run(records.subList(1000, 1500), window, 2, state, 4, actual);

    Map<Long, float[]> expected = offline(records, window);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((offset, row) -> assertThat(actual.get(offset)).isEqualTo(row));
  }

  /** Runs records through all subtasks, from the given state; returns the state afterwards. */
  private static OperatorSubtaskState run(
      List<EncodedRecord> records,
      SequenceWindow window,
      int parallelism,
      OperatorSubtaskState state,
      int stateParallelism,
      Map<Long, float[]> windows)
      throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[parallelism];
    for (int index = 0; index < parallelism; index++) {
      try (var harness = subtask(context -> Models.windowed(window), parallelism, index)) {
        if (state != null) {
          harness.initializeState(
              AbstractStreamOperatorTestHarness.repartitionOperatorState(
                  state, MAX_PARALLELISM, stateParallelism, parallelism, index));
        }
        harness.open();
        for (EncodedRecord record : records) {
          if (index
              == KeyGroupRangeAssignment.assignKeyToParallelOperator(
                  record.entity(), MAX_PARALLELISM, parallelism)) {
            harness.processElement(new StreamRecord<>(record));
          }
        }
        harness
            .extractOutputValues()
            .forEach(record -> windows.put(record.origin().offset(), record.features()));
        states[index] = harness.snapshot(1, 0);
      }
    }
    return AbstractStreamOperatorTestHarness.repackageState(states);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EncodedRecord, EncodedRecord>
      subtask(BundleSource source, int parallelism, int index) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new WindowFunction(source, ThresholdOverrides.NONE)),
        EncodedRecord::entity,
        Types.STRING,
        MAX_PARALLELISM,
        parallelism,
        index);
  }

  /** The window of the last record after a restore with another bundle. */
  private static float[] afterRestore(BundleSource other) throws Exception {
    List<EncodedRecord> records = List.of(record(0, 1), record(1, 2), record(2, 3));
    OperatorSubtaskState state;
    try (var harness = subtask(context -> Models.windowed(WINDOW), 1, 0)) {
      harness.open();
      for (EncodedRecord record : records) {
        harness.processElement(new StreamRecord<>(record));
      }
      state = harness.snapshot(1, 0);
    }
    try (var harness = subtask(other, 1, 0)) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(new StreamRecord<>(record(3, 4)));
      return harness.extractOutputValues().get(0).features();
    }
  }

  private static EncodedRecord record(long offset, float temperature) {
    return Records.encoded(offset, temperature);
  }

  private static float[] temperatures(float[] window) {
    int features = Models.ENCODER.featureCount();
    float[] temperatures = new float[window.length / features];
    for (int i = 0; i < temperatures.length; i++) {
      temperatures[i] = window[i * features];
    }
    return temperatures;
  }

  @Test
  void aNewNetworkBehindTheSameEncoderGoesOnWithTheWindows() throws Exception {
    assertThat(temperatures(afterRestore(context -> Models.windowed(WINDOW))))
        .containsExactly(1, 1, 2, 3, 4);
  }

  @Test
  void anotherEncoderBeginsNewWindows() throws Exception {
    List<FieldEncoding> fields = new ArrayList<>(Models.ENCODER.fields());
    fields.set(2, new CategoricalEncoding(List.of("idle", "run"), false));
    FeatureEncoder other = new FeatureEncoder(fields);
    assertThat(other.featureCount()).isEqualTo(Models.ENCODER.featureCount());
    assertThat(temperatures(afterRestore(context -> Models.windowed(WINDOW, other))))
        .containsExactly(4, 4, 4, 4, 4);
  }

  @Test
  void aShorterWindowBeginsAnew() throws Exception {
    assertThat(temperatures(afterRestore(context -> Models.windowed(new SequenceWindow(3)))))
        .containsExactly(4, 4, 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 29})
  void theStateOfAnEntityIsItsRowsAndLittleMore(int rows) throws Exception {
    int features = 38;
    EntityWindow state =
        new EntityWindow(
            1L, new WindowState(WindowState.VERSION, 1L, 0, new float[rows * features]));
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeInformation.of(EntityWindow.class)
        .createSerializer(new SerializerConfigImpl())
        .serialize(state, out);
    assertThat(out.length()).isLessThanOrEqualTo(rows * features * Float.BYTES + 40);
  }
}
