package io.residual.model.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.record.RecordContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowAssemblerTest {

  /** The windows of one entity whose records have one feature. */
  private static List<float[]> windows(SequenceWindow window, float[] values, long... times) {
    WindowAssembler assembler = new WindowAssembler(window, 1);
    List<float[]> windows = new ArrayList<>();
    WindowState state = null;
    for (int i = 0; i < values.length; i++) {
      float[] target = new float[window.length()];
      state = assembler.add(state, values, i, times[i], target, 0);
      assertThat(assembler.accepts(state)).isTrue();
      windows.add(target);
    }
    return windows;
  }

  @Test
  void aNewEntitysOldestRecordStandsInForThoseThatAreMissing() {
    float[] values = {1, 2, 3, 4, 5};
    assertThat(windows(new SequenceWindow(3), values, 0, 0, 0, 0, 0))
        .containsExactly(
            new float[] {1, 1, 1},
            new float[] {1, 1, 2},
            new float[] {1, 2, 3},
            new float[] {2, 3, 4},
            new float[] {3, 4, 5});
  }

  @Test
  void aGapBeginsANewWindow() {
    float[] values = {1, 2, 3, 4};
    assertThat(windows(new SequenceWindow(3, 10L), values, 0, 10, 21, 22))
        .containsExactly(
            new float[] {1, 1, 1},
            new float[] {1, 1, 2},
            new float[] {3, 3, 3},
            new float[] {3, 3, 4});
  }

  @Test
  void lateRecordsAndRecordsOfEqualTimeStandWhereTheyArrived() {
    float[] values = {1, 2, 3, 4};
    assertThat(windows(new SequenceWindow(3, 10L), values, 100, 95, 95, 101))
        .containsExactly(
            new float[] {1, 1, 1},
            new float[] {1, 1, 2},
            new float[] {1, 2, 3},
            new float[] {2, 3, 4});
  }

  @Test
  void aClockThatIsSetBackBeginsANewWindowOnceOnly() {
    float[] values = {1, 2, 3, 4};
    long future = Long.MAX_VALUE - 5;
    assertThat(windows(new SequenceWindow(3, 10L), values, future, future + 1, Long.MIN_VALUE, 5))
        .containsExactly(
            new float[] {1, 1, 1},
            new float[] {1, 1, 2},
            new float[] {3, 3, 3},
            new float[] {4, 4, 4});
    assertThat(windows(new SequenceWindow(3, 10L), values, 1000, 500, 501, 502))
        .last()
        .isEqualTo(new float[] {2, 3, 4});
  }

  @Test
  void withoutALongestGapWindowsReachAcrossAny() {
    float[] values = {1, 2};
    assertThat(windows(new SequenceWindow(2), values, 0, Long.MAX_VALUE))
        .last()
        .isEqualTo(new float[] {1, 2});
  }

  @Test
  void aWindowOfOneIsTheRecord() {
    float[] values = {1, 2};
    assertThat(windows(SequenceWindow.SINGLE, values, 0, 0))
        .containsExactly(new float[] {1}, new float[] {2});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 31})
  void windowsOfManyEntitiesAreWhatAListOfTheirRecordsGives(int length) {
    Random random = new Random(length);
    int features = 1 + random.nextInt(4);
    SequenceWindow window = new SequenceWindow(length, length == 1 ? null : 50L);
    EntityWindows windows = new EntityWindows(window, features);
    Map<String, List<float[]>> known = new HashMap<>();
    Map<String, Long> times = new HashMap<>();
    long now = 0;
    float[] target = new float[length * features + 3];
    for (int i = 0; i < 2000; i++) {
      String entity = "e" + random.nextInt(7);
      now += random.nextInt(12);
      long time = now - random.nextLong(20);
      float[] row = new float[features + 2];
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextFloat();
      }
      windows.add(new RecordContext(entity, OptionalLong.of(time)), row, 2, target, 3);

      List<float[]> history = known.computeIfAbsent(entity, e -> new ArrayList<>());
      Long before = times.put(entity, time);
      if (before != null && length > 1 && Math.abs(time - before) > 50) {
        history.clear();
      }
      history.add(Arrays.copyOfRange(row, 2, 2 + features));
      for (int record = 0; record < length; record++) {
        float[] expected = history.get(Math.max(0, history.size() - length + record));
        float[] actual =
            Arrays.copyOfRange(target, 3 + record * features, 3 + (record + 1) * features);
        assertThat(actual).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0, 4, false",
    "1, 0, 4, true",
    "1, 1, 4, false",
    "1, 0, 3, false",
    "1, 0, 6, true",
    "1, 2, 6, true",
    "1, 3, 6, false",
    "1, -1, 6, false",
    "1, 0, 8, false",
    "1, 0, 0, true"
  })
  void refusesStatesOfAnotherShape(int version, int oldest, int floats, boolean accepted) {
    WindowAssembler assembler = new WindowAssembler(new SequenceWindow(4), 2);
    WindowState state = new WindowState(version, 0, oldest, new float[floats]);
    assertThat(assembler.accepts(state)).isEqualTo(accepted);
  }
}
