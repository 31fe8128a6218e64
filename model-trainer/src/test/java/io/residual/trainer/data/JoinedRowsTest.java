package io.residual.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.trainer.batch.TrainingSet;
import org.junit.jupiter.api.Test;

class JoinedRowsTest {

  private static EncodedRows rows(float... values) {
    return new EncodedRows(values, values.length / 2, 2);
  }

  @Test
  void theSecondRowsComeBehindTheFirst() {
    JoinedRows joined = new JoinedRows(rows(1, 2, 3, 4), rows(5, 6));
    float[] copied = new float[7];
    for (int row = 0; row < joined.rows(); row++) {
      joined.copy(row, copied, 1 + 2 * row);
    }
    assertThat(copied).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(joined.features()).isEqualTo(2);
    assertThat(joined.begins(2)).isTrue();
  }

  @Test
  void weightedRowsAreJoinedByRowsThatCountOnce() {
    TrainingSet weighted = new TrainingSet(rows(1, 2, 3, 4), new double[] {3, 0.5});
    assertThat(weighted.and(rows(5, 6)).weights()).containsExactly(3, 0.5, 1);
    assertThat(TrainingSet.of(rows(1, 2)).and(rows(5, 6)).alike()).isTrue();
  }
}
