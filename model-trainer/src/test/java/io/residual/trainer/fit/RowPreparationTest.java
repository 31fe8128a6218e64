package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.config.AugmentSettings;
import io.residual.model.config.ContaminationSettings;
import io.residual.model.config.EnsembleSettings;
import io.residual.model.config.ImbalanceSettings;
import io.residual.model.config.ResampleSettings;
import io.residual.trainer.batch.FieldColumns;
import io.residual.trainer.data.EncodedRows;
import io.residual.trainer.data.NetworkRows;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowPreparationTest {

  private static final int ROWS = 600;
  private static final int STRANGE = 30;
  private static final FieldColumns COLUMNS =
      new FieldColumns(Collections.nCopies(6, new FieldColumns.Field(1, true)), 1);

  /** Rows that follow a rule, but for the first ones, which have independent numbers. */
  private static EncodedRows contaminated(int rows, int strange, long seed) {
    EncodedRows all = ToyRows.correlated(rows, seed);
    Random random = new Random(seed);
    for (int i = 0; i < strange * 6; i++) {
      all.values()[i] = (float) (2 * random.nextGaussian());
    }
    return all;
  }

  private static PreparedRows prepare(ContaminationSettings contamination) throws IOException {
    ImbalanceSettings settings =
        new ImbalanceSettings(
            AugmentSettings.NONE, ResampleSettings.NONE, contamination, EnsembleSettings.SINGLE);
    return new RowPreparation(settings, COLUMNS, 7, FitListener.SILENT)
        .prepare(contaminated(ROWS, STRANGE, 1), contaminated(200, 10, 2));
  }

  /** How many rows break the rule that the third number is the sum of the first two. */
  private static int strange(NetworkRows rows) {
    float[] row = new float[6];
    int count = 0;
    for (int i = 0; i < rows.rows(); i++) {
      rows.copy(i, row, 0);
      count += Math.abs(row[2] - row[0] - row[1]) > 0.5 ? 1 : 0;
    }
    return count;
  }

  @Test
  void withoutTheSettingAllRowsStay() throws IOException {
    PreparedRows rows = prepare(ContaminationSettings.NONE);
    assertThat(rows.training().alike()).isTrue();
    assertThat(rows.training().rows().rows()).isEqualTo(ROWS);
    assertThat(strange(rows.training().rows())).isGreaterThan(20);
  }

  @Test
  void trimmingLeavesOutTheRowsThatFollowNoRule() throws IOException {
    PreparedRows rows =
        prepare(new ContaminationSettings(0.05, ContaminationSettings.Method.TRIM, 2));
    assertThat(rows.training().rows().rows()).isEqualTo(ROWS - STRANGE);
    assertThat(strange(rows.training().rows())).isLessThanOrEqualTo(4);
    assertThat(strange(rows.heldBack())).isLessThanOrEqualTo(2);
    assertThat(rows.heldBack().rows()).isBetween(180, 196);
  }

  @Test
  void downWeightingKeepsRowsAndShowsStrangeOnesLess() throws IOException {
    PreparedRows rows =
        prepare(new ContaminationSettings(0.05, ContaminationSettings.Method.DOWN_WEIGHT, 2));
    double[] weights = rows.training().weights();
    assertThat(weights).hasSize(ROWS);
    assertThat(Arrays.stream(weights, 0, STRANGE).average().orElseThrow()).isLessThan(0.5);
    assertThat(Arrays.stream(weights, STRANGE, ROWS).average().orElseThrow()).isGreaterThan(0.99);
  }

  @Test
  void theSameSeedKeepsTheSameRows() throws IOException {
    ContaminationSettings trim =
        new ContaminationSettings(0.1, ContaminationSettings.Method.TRIM, 1);
    NetworkRows first = prepare(trim).training().rows();
    NetworkRows second = prepare(trim).training().rows();
    float[] one = new float[6];
    float[] other = new float[6];
    for (int i = 0; i < first.rows(); i++) {
      first.copy(i, one, 0);
      second.copy(i, other, 0);
      assertThat(one).isEqualTo(other);
    }
  }
}
