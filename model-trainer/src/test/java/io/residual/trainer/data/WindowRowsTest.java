package io.residual.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.config.TrainingSettings.Split;
import io.residual.model.record.EventTime;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import io.residual.model.record.TimestampFormat;
import io.residual.model.sequence.SequenceWindow;
import io.residual.model.sequence.WindowAssembler;
import io.residual.model.sequence.WindowState;
import io.residual.trainer.data.TrainingRows.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowRowsTest {

  private static final List<FieldSpec> FIELDS =
      List.of(FieldSpec.of("x", new FieldType.Numeric(Scaling.of(Scaling.Method.NONE))));

  private static final RecordSchema TIMED =
      new RecordSchema(FIELDS, "/entity", new EventTime("/time", TimestampFormat.EPOCH_MILLIS));

  /** Keeps numbers so small that the encoder does not bound them, and exact. */
  private static final float SCALE = 32;

  private record Row(int x, String entity, long time, boolean anomaly) {

    String json() {
      return String.format(
          "{\"x\": %s, \"entity\": \"%s\", \"time\": %d, \"label\": %b}%n",
          x / SCALE, entity, time, anomaly);
    }
  }

  private static TrainingRows read(
      List<List<Row>> inputs, RecordSchema schema, SequenceWindow window, Split split)
      throws IOException {
    List<RowSource> sources = new ArrayList<>();
    for (List<Row> rows : inputs) {
      StringBuilder json = new StringBuilder();
      rows.forEach(row -> json.append(row.json()));
      sources.add(
          RowFormat.AUTO.open(
              new ByteArrayInputStream(json.toString().getBytes(StandardCharsets.UTF_8))));
    }
    try {
      return TrainingRows.read(
          sources,
          schema,
          new Reading(Optional.of(new AnomalyLabel("label")), 0.05, 0.2, split, 7, window));
    } finally {
      for (RowSource source : sources) {
        source.close();
      }
    }
  }

  private static List<List<Float>> windows(NetworkRows rows) {
    List<List<Float>> windows = new ArrayList<>();
    float[] row = new float[rows.features()];
    for (int i = 0; i < rows.rows(); i++) {
      rows.copy(i, row, 0);
      for (int j = 0; j < row.length; j++) {
        row[j] *= SCALE;
      }
      windows.add(list(row));
    }
    return windows;
  }

  private static List<Float> list(float[] row) {
    List<Float> list = new ArrayList<>();
    for (float value : row) {
      list.add(value);
    }
    return list;
  }

  private static Set<Float> values(List<List<Float>> windows) {
    Set<Float> values = new HashSet<>();
    windows.forEach(values::addAll);
    return values;
  }

  private static List<Row> randomRows(int count, Random random) {
    List<Row> rows = new ArrayList<>();
    long now = 1000;
    for (int x = 0; x < count; x++) {
      now += random.nextInt(50) == 0 ? 5000 : random.nextInt(20);
      long time = now - random.nextLong(60);
      rows.add(new Row(x, "e" + random.nextInt(5), time, random.nextInt(60) == 0));
    }
    return rows;
  }

  /** The windows that the assembler makes of the rows of one side, in the trainer's order. */
  private static List<List<Float>> assembled(
      List<Row> sorted, Set<Float> side, SequenceWindow window) {
    WindowAssembler assembler = new WindowAssembler(window, 1);
    List<List<Float>> windows = new ArrayList<>();
    WindowState state = null;
    String entity = "";
    for (Row row : sorted) {
      if (!row.entity().equals(entity) || row.anomaly() || !side.contains((float) row.x())) {
        state = null;
      }
      entity = row.entity();
      if (!row.anomaly() && side.contains((float) row.x())) {
        float[] target = new float[window.length()];
        state = assembler.add(state, new float[] {row.x()}, 0, row.time(), target, 0);
        windows.add(list(target));
      }
    }
    return windows;
  }

  @ParameterizedTest
  @CsvSource({"2, LAST", "5, LAST", "30, LAST", "2, RANDOM", "5, RANDOM", "30, RANDOM"})
  void windowsAreTheAssemblersAndNoneLooksAcrossTheSplit(int length, Split split)
      throws IOException {
    SequenceWindow window = new SequenceWindow(length, 900L);
    List<Row> rows = randomRows(3000, new Random(length));
    TrainingRows read = read(List.of(rows), TIMED, window, split);
    List<List<Float>> training = windows(read.training());
    List<List<Float>> heldBack = windows(read.validation());

    Set<Float> left = values(training);
    Set<Float> right = values(heldBack);
    assertThat(left).doesNotContainAnyElementsOf(right);
    assertThat(left).hasSize((int) read.report().training());
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing((Row row) -> firstOf(rows, row)).thenComparing(Row::time));
    assertThat(training).containsExactlyElementsOf(assembled(sorted, left, window));
    assertThat(assembled(sorted, right, window)).containsAll(heldBack);
    assertThat(read.report().validation())
        .isBetween((long) (0.15 * rows.size()), (long) (0.3 * rows.size()));
  }

  /** Entities stand in the order in which they first appear. */
  private static int firstOf(List<Row> rows, Row row) {
    for (int i = 0; ; i++) {
      if (rows.get(i).entity().equals(row.entity())) {
        return i;
      }
    }
  }

  private static List<Row> even(int from, int to) {
    List<Row> rows = new ArrayList<>();
    for (int x = from; x < to; x++) {
      rows.add(new Row(x, "only", x, false));
    }
    return rows;
  }

  @Test
  void heldBackWindowsAreWhole() throws IOException {
    TrainingRows rows = read(List.of(even(0, 100)), TIMED, new SequenceWindow(4), Split.LAST);
    assertThat(windows(rows.training()))
        .hasSize(80)
        .startsWith(List.of(0f, 0f, 0f, 0f), List.of(0f, 0f, 0f, 1f));
    assertThat(windows(rows.validation())).hasSize(17).startsWith(List.of(80f, 81f, 82f, 83f));
    assertThat(rows.report().validation()).isEqualTo(20);
  }

  @Test
  void ifFewHeldBackWindowsAreWholeAllAreTaken() throws IOException {
    TrainingRows rows = read(List.of(even(0, 100)), TIMED, new SequenceWindow(15), Split.LAST);
    assertThat(windows(rows.validation())).hasSize(20);
  }

  @Test
  void anAnomalyIsInNoWindow() throws IOException {
    List<Row> rows = even(0, 100);
    rows.set(50, new Row(50, "only", 50, true));
    TrainingRows read = read(List.of(rows), TIMED, new SequenceWindow(3), Split.LAST);
    assertThat(windows(read.training()))
        .contains(List.of(47f, 48f, 49f), List.of(51f, 51f, 51f), List.of(51f, 51f, 52f))
        .doesNotContain(List.of(49f, 49f, 51f), List.of(48f, 49f, 51f));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filesWithoutEventTimeDoNotContinueOneAnother(boolean timed) throws IOException {
    RecordSchema schema = timed ? TIMED : RecordSchema.of(FIELDS);
    TrainingRows rows =
        read(List.of(even(0, 50), even(50, 100)), schema, new SequenceWindow(2), Split.LAST);
    List<List<Float>> windows = windows(rows.training());
    assertThat(windows).hasSize(80);
    assertThat(windows.contains(List.of(49f, 50f))).isEqualTo(timed);
    assertThat(windows.contains(List.of(50f, 50f))).isEqualTo(!timed);
  }

  @Test
  void onlyTheRecordsThemselvesAreKept() throws IOException {
    TrainingRows rows = read(List.of(even(0, 1000)), TIMED, new SequenceWindow(100), Split.LAST);
    WindowRows training = (WindowRows) rows.training();
    assertThat(training.features()).isEqualTo(100);
    assertThat(training.records().values()).hasSize(800);
  }
}
