package io.residual.trainer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.config.AugmentSettings;
import io.residual.trainer.data.EncodedRows;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InterpolatedRowsTest {

  /** Two numbers on the line y = 2x, and a truth value that says on which side of 0 they lie. */
  private static final FieldColumns COLUMNS =
      new FieldColumns(
          List.of(new FieldColumns.Field(2, true), new FieldColumns.Field(1, false)), 1);

  private static EncodedRows line(int rows) {
    Random random = new Random(1);
    float[] values = new float[rows * 3];
    for (int row = 0; row < rows; row++) {
      float x = (float) random.nextGaussian();
      values[row * 3] = x;
      values[row * 3 + 1] = 2 * x;
      values[row * 3 + 2] = x > 0 ? 1 : 0;
    }
    return new EncodedRows(values, rows, 3);
  }

  private static float[] epoch(TrainingBatches batches, int epoch) {
    batches.begin(epoch);
    FloatBuffer buffer = FloatBuffer.allocate(batches.rows() * 3);
    int half = batches.rows() / 2;
    batches.fill(0, half, buffer, buffer);
    batches.fill(half, batches.rows() - half, buffer, buffer);
    return buffer.array();
  }

  @Test
  void addsRowsBetweenNeighboursToAllRealOnes() {
    EncodedRows rows = line(200);
    TrainingBatches batches =
        VariedRows.of(TrainingSet.of(rows), COLUMNS, new AugmentSettings(0, 0, 0, 0.5), 3);
    assertThat(batches.rows()).isEqualTo(300);
    assertThat(batches.targetsDiffer()).isFalse();
    float[] epoch = epoch(batches, 1);
    int real = 0;
    int between = 0;
    for (int i = 0; i < epoch.length; i += 3) {
      assertThat(epoch[i + 1]).isEqualTo(2 * epoch[i]);
      assertThat(epoch[i + 2]).isIn(0f, 1f);
      boolean found = false;
      for (int row = 0; row < 200; row++) {
        found |= rows.values()[row * 3] == epoch[i];
      }
      real += found ? 1 : 0;
      between += found ? 0 : 1;
    }
    assertThat(real).isEqualTo(200);
    assertThat(between).isEqualTo(100);
  }

  @Test
  void epochsDifferAndRepeatExactly() {
    TrainingBatches batches =
        VariedRows.of(TrainingSet.of(line(50)), COLUMNS, new AugmentSettings(0, 0, 0, 1), 3);
    float[] first = epoch(batches, 1);
    assertThat(epoch(batches, 2)).isNotEqualTo(first);
    assertThat(epoch(batches, 1)).isEqualTo(first);
  }

  @Test
  void neighboursAreTheNearest() {
    EncodedRows rows = line(300);
    NearestNeighbours nearest = NearestNeighbours.of(rows, 1);
    assertThat(nearest.anchors()).hasSize(300);
    for (int a = 0; a < 300; a++) {
      float at = rows.values()[nearest.anchors()[a] * 3];
      long closer = 0;
      float farthest = rows.values()[nearest.neighbours()[a][4] * 3];
      for (int row = 0; row < 300; row++) {
        boolean sameSide = rows.values()[row * 3] > 0 == at > 0;
        if (sameSide && Math.abs(rows.values()[row * 3] - at) < Math.abs(farthest - at)) {
          closer++;
        }
      }
      // Itself and four others; across 0 the truth value adds to the distance.
      assertThat(closer).isLessThanOrEqualTo(5);
    }
  }

  @Test
  void anInterpolatedRowIsCorruptedLikeAnyOther() {
    TrainingBatches batches =
        VariedRows.of(TrainingSet.of(line(50)), COLUMNS, new AugmentSettings(0.1, 0, 0, 1), 3);
    assertThat(batches.rows()).isEqualTo(100);
    batches.begin(1);
    FloatBuffer input = FloatBuffer.allocate(300);
    FloatBuffer target = FloatBuffer.allocate(300);
    batches.fill(0, 100, input, target);
    for (int i = 0; i < 300; i += 3) {
      assertThat(target.get(i + 1)).isEqualTo(2 * target.get(i));
      assertThat(input.get(i)).isNotEqualTo(target.get(i));
    }
  }
}
