package io.residual.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.record.RecordContext;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class RowOrderTest {

  private static RowVerdicts verdicts(int rows, IntPredicate anomalous, String entities) {
    RowVerdicts verdicts = new RowVerdicts();
    for (int i = 0; i < rows; i++) {
      String entity = entities.substring(i % entities.length(), i % entities.length() + 1);
      verdicts.row(
          new ScoredRow(
              i,
              "row " + i,
              anomalous.test(i),
              new RecordContext(entity, OptionalLong.empty()),
              new float[1],
              new float[1],
              0,
              1,
              1,
              2,
              false,
              false));
    }
    return verdicts;
  }

  @Test
  void runsOfLabelsTellASeries() {
    assertThat(RowOrder.AUTO.series(verdicts(1000, i -> i % 100 < 10, "x"))).isTrue();
  }

  @Test
  void scatteredLabelsTellASample() {
    Random random = new Random(1);
    assertThat(RowOrder.AUTO.series(verdicts(1000, i -> random.nextInt(10) == 0, "x"))).isFalse();
  }

  @Test
  void aFileSortedByLabelIsNoSeries() {
    assertThat(RowOrder.AUTO.series(verdicts(1000, i -> i >= 900, "x"))).isFalse();
  }

  @Test
  void severalEntitiesAreSeriesAndTheUserDecides() {
    assertThat(RowOrder.AUTO.series(verdicts(10, i -> i == 3, "xy"))).isTrue();
    assertThat(RowOrder.INDEPENDENT.series(verdicts(10, i -> i == 3, "xy"))).isFalse();
    assertThat(RowOrder.SERIES.series(verdicts(10, i -> i == 3, "x"))).isTrue();
  }

  @Test
  void brokenErrorsRankAboveAllOthers() {
    RowVerdicts verdicts = new RowVerdicts();
    for (double error : new double[] {1, Double.NaN, 3}) {
      verdicts.row(
          new ScoredRow(
              0,
              "row 1",
              false,
              new RecordContext("x", OptionalLong.of(5)),
              new float[1],
              new float[1],
              0,
              1,
              error,
              2,
              true,
              true));
    }

    assertThat(verdicts.errors()).containsExactly(1, Double.POSITIVE_INFINITY, 3);
    assertThat(verdicts.modelFaults()).isOne();
    assertThat(verdicts.timed()).isTrue();
    assertThat(verdicts.alertCount()).isEqualTo(3);
  }
}
