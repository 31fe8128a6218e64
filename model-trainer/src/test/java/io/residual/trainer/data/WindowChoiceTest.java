package io.residual.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.record.EventTime;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import io.residual.model.record.TimestampFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowChoiceTest {

  private static RecordSchema schema(int fields) {
    List<FieldSpec> specs = new ArrayList<>();
    for (int j = 0; j < fields; j++) {
      specs.add(FieldSpec.of("x" + j, new FieldType.Numeric(Scaling.DEFAULT)));
    }
    return new RecordSchema(
        specs, "/machine", new EventTime("/time", TimestampFormat.EPOCH_MILLIS));
  }

  /**
   * Rows of two machines in turn; each field of a machine goes its own way.
   *
   * @param memory how much of a number stays in the next of the machine
   */
  private static String csv(int rows, int fields, double memory) {
    StringBuilder csv = new StringBuilder("machine,time");
    for (int j = 0; j < fields; j++) {
      csv.append(",x").append(j);
    }
    Random random = new Random(1);
    double[][] state = new double[2][fields];
    for (int i = 0; i < rows; i++) {
      csv.append(i % 2 == 0 ? "\na," : "\nb,").append(1000L * i);
      for (int j = 0; j < fields; j++) {
        state[i % 2][j] =
            memory * state[i % 2][j] + Math.sqrt(1 - memory * memory) * random.nextGaussian();
        csv.append(',').append(state[i % 2][j]);
      }
    }
    return csv.append('\n').toString();
  }

  private static WindowChoice choice(String csv, RecordSchema schema) throws IOException {
    try (RowSource rows =
        RowFormat.CSV.open(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)))) {
      return WindowChoice.of(List.of(rows), schema);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "20000, 1, 48", // the longest
    "20000, 8, 32", // 256 features
    "20000, 100, 2", // two records at least
    "400, 8, 12", // four rows a feature
    "400, 1, 48",
    "40, 1, 10"
  })
  void windowsOfRowsThatFollowOneAnotherAreAsLongAsTheirFeaturesAndRowsAllow(
      int rows, int fields, int length) throws Exception {
    WindowChoice choice = choice(csv(rows, fields, 0.8), schema(fields));
    assertThat(choice.dependent()).isTrue();
    assertThat(choice.length()).isEqualTo(length);
  }

  @Test
  void rowsThatHaveNothingToDoWithTheRowBeforeAreJudgedOneByOne() throws Exception {
    WindowChoice choice = choice(csv(2000, 3, 0), schema(3));
    assertThat(choice.dependent()).isFalse();
    assertThat(choice.length()).isEqualTo(1);
  }

  @Test
  void correlationIsThatOfTheEntitysOwnRows() throws Exception {
    String csv = csv(5000, 2, 0.8);
    assertThat(choice(csv, schema(2)).correlation()).isBetween(0.75, 0.85);
    RecordSchema mixed = new RecordSchema(schema(2).fields(), null, null);
    assertThat(choice(csv, mixed).correlation()).isBetween(-0.05, 0.05);
  }

  @Test
  void rowsAreOrderedIfNoEntityGoesBackInTime() throws Exception {
    assertThat(choice(csv(100, 1, 0.8), schema(1)).ordered()).isTrue();
    // Another machine's clock may be behind, one's own may not.
    String behind = csv(100, 1, 0.8).replaceAll("(?m)^b,(\\d+)000,", "b,$1,");
    assertThat(choice(behind, schema(1)).ordered()).isTrue();
    String back = csv(100, 1, 0.8).replaceFirst("(?m)^a,50000,", "a,40000,");
    assertThat(choice(back, schema(1)).ordered()).isFalse();
  }

  @Test
  void tooFewRowsAreNoSeries() throws Exception {
    assertThat(choice(csv(19, 1, 0.9), schema(1)).length()).isEqualTo(1);
  }

  @Test
  void rowsThatCannotBeReadAreNotCounted() throws Exception {
    String broken = csv(200, 1, 0.8).replaceAll("(?m)^a,(\\d+),.*$", "a,$1,broken");
    assertThat(choice(broken, schema(1)).length()).isEqualTo(25);
  }
}
