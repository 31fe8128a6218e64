package io.residual.trainer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.config.AugmentSettings;
import io.residual.trainer.data.EncodedRows;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CorruptedRowsTest {

  private static final int ROWS = 4000;

  /** A number with mean 3 and deviation 2, a one-hot field of two columns, a constant number. */
  private static final FieldColumns COLUMNS =
      new FieldColumns(
          List.of(
              new FieldColumns.Field(1, true),
              new FieldColumns.Field(2, false),
              new FieldColumns.Field(1, true)),
          1);

  private final EncodedRows rows = rows();

  private static EncodedRows rows() {
    Random random = new Random(1);
    float[] values = new float[ROWS * 4];
    for (int row = 0; row < ROWS; row++) {
      boolean first = random.nextInt(4) == 0;
      values[row * 4] = (float) (3 + 2 * random.nextGaussian());
      values[row * 4 + 1] = first ? 1 : 0;
      values[row * 4 + 2] = first ? 0 : 1;
      values[row * 4 + 3] = 7;
    }
    return new EncodedRows(values, ROWS, 4);
  }

  /** Inputs, then targets of an epoch, read in batches of uneven size. */
  private float[][] epoch(AugmentSettings settings, int epoch) {
    TrainingBatches batches = VariedRows.of(TrainingSet.of(rows), COLUMNS, settings, 5);
    batches.begin(epoch);
    FloatBuffer input = FloatBuffer.allocate(ROWS * 4);
    FloatBuffer target = FloatBuffer.allocate(ROWS * 4);
    assertThat(batches.targetsDiffer()).isTrue();
    batches.fill(0, 1500, input, target);
    batches.fill(1500, ROWS - 1500, input, target);
    return new float[][] {input.array(), target.array()};
  }

  @Test
  void targetsStayClean() {
    float[][] epoch = epoch(new AugmentSettings(0.5, 0.3, 0.3, 0), 1);
    float[] shuffled = new float[ROWS * 4];
    TrainingBatches plain = new ShuffledRows(rows, 5);
    plain.begin(1);
    FloatBuffer buffer = FloatBuffer.wrap(shuffled);
    plain.fill(0, ROWS, buffer, buffer);
    assertThat(epoch[1]).isEqualTo(shuffled);
    assertThat(epoch[0]).isNotEqualTo(shuffled);
  }

  @Test
  void noiseCanHitSomeFeaturesOnly() {
    float[][] epoch = epoch(new AugmentSettings(0.5, 0.3, 0, 0, 0), 1);
    int hit = 0;
    for (int row = 0; row < ROWS; row++) {
      hit += epoch[0][row * 4] != epoch[1][row * 4] ? 1 : 0;
    }
    assertThat((double) hit / ROWS).isCloseTo(0.3, within(0.05));
  }

  @Test
  void noiseIsInUnitsOfTheColumn() {
    float[][] epoch = epoch(new AugmentSettings(0.5, 0, 0, 0), 1);
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < ROWS; row++) {
      double noise = epoch[0][row * 4] - epoch[1][row * 4];
      sum += noise / ROWS;
      squares += noise * noise / ROWS;
      assertThat(epoch[0][row * 4 + 3]).isEqualTo(7f);
    }
    assertThat(sum).isCloseTo(0, within(0.06));
    assertThat(Math.sqrt(squares)).isCloseTo(1, within(0.05));
  }

  @Test
  void aMaskedFieldTakesItsMeanInAllItsColumns() {
    float[][] epoch = epoch(new AugmentSettings(0, 0.25, 0, 0), 1);
    int masked = 0;
    for (int row = 0; row < ROWS; row++) {
      float first = epoch[0][row * 4 + 1];
      if (first > 0 && first < 1) {
        masked++;
        assertThat(first).isCloseTo(0.25f, within(0.03f));
        assertThat(epoch[0][row * 4 + 2]).isCloseTo(0.75f, within(0.03f));
      }
    }
    assertThat(masked / (double) ROWS).isCloseTo(0.25, within(0.03));
  }

  @Test
  void aSwappedFieldKeepsItsDistributionAndStaysWhole() {
    float[][] epoch = epoch(new AugmentSettings(0, 0, 0.5, 0), 1);
    int changed = 0;
    double mean = 0;
    for (int row = 0; row < ROWS; row++) {
      assertThat(epoch[0][row * 4 + 1] + epoch[0][row * 4 + 2]).isEqualTo(1f);
      changed += epoch[0][row * 4] == epoch[1][row * 4] ? 0 : 1;
      mean += epoch[0][row * 4] / ROWS;
    }
    assertThat(changed / (double) ROWS).isCloseTo(0.5, within(0.03));
    assertThat(mean).isCloseTo(3, within(0.15));
  }

  @Test
  void epochsDifferAndRepeatExactly() {
    AugmentSettings settings = new AugmentSettings(0.1, 0.1, 0.1, 0);
    TrainingBatches batches = VariedRows.of(TrainingSet.of(rows), COLUMNS, settings, 5);
    List<float[]> inputs = new ArrayList<>();
    for (int epoch : new int[] {1, 2, 1}) {
      FloatBuffer input = FloatBuffer.allocate(ROWS * 4);
      batches.begin(epoch);
      batches.fill(0, ROWS, input, FloatBuffer.allocate(ROWS * 4));
      inputs.add(input.array());
    }
    assertThat(inputs.get(1)).isNotEqualTo(inputs.get(0));
    assertThat(inputs.get(2)).isEqualTo(inputs.get(0));
  }
}
