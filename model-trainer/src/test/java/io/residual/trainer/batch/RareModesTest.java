package io.residual.trainer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.config.ResampleSettings;
import io.residual.trainer.data.EncodedRows;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RareModesTest {

  private static final int ROWS = 1000;
  private static final int RARE = 50;

  /** The first rows are of the rare kind, far from the others. */
  private static EncodedRows twoKinds() {
    Random random = new Random(4);
    float[] values = new float[ROWS * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.3 * random.nextGaussian()) + (i < RARE * 3 ? 10 : 0);
    }
    return new EncodedRows(values, ROWS, 3);
  }

  private static double ratio(ResampleSettings settings) {
    double[] weights = RareModes.weights(twoKinds(), settings, 1);
    assertThat(Arrays.stream(weights).average().orElseThrow()).isCloseTo(1, within(1e-9));
    assertThat(Arrays.stream(weights, 0, RARE).distinct().count()).isEqualTo(1);
    return weights[0] / weights[ROWS - 1];
  }

  @Test
  void fullStrengthShowsAllKindsAlike() {
    assertThat(ratio(new ResampleSettings(2, 1, 100))).isCloseTo(19, within(1e-9)); // 950 / 50
  }

  @Test
  void halfStrengthIsTheSquareRoot() {
    assertThat(ratio(new ResampleSettings(2, 0.5, 100))).isCloseTo(Math.sqrt(19), within(1e-9));
  }

  @Test
  void noStrengthLeavesAllAlike() {
    assertThat(ratio(new ResampleSettings(2, 0, 100))).isEqualTo(1);
  }

  @Test
  void theLimitHolds() {
    // (1 / (2 * 0.05)) = 10 and (1 / (2 * 0.95)) = 0.526; at most 4.
    assertThat(ratio(new ResampleSettings(2, 1, 4))).isCloseTo(4 * 2 * 0.95, within(1e-9));
  }

  @Test
  void rowsAreDrawnAsOftenAsTheyWeigh() {
    double[] weights = RareModes.weights(twoKinds(), new ResampleSettings(2, 1, 100), 1);
    TrainingSet set = new TrainingSet(twoKinds(), weights);
    long rare = 0;
    long all = 0;
    for (int epoch = 0; epoch < 200; epoch++) {
      int[] drawn = set.draw(new SplittableRandom(epoch));
      rare += Arrays.stream(drawn).filter(row -> row < RARE).count();
      all += drawn.length;
    }
    assertThat(all / 200.0).isCloseTo(ROWS, within(10.0));
    assertThat((double) rare / all).isCloseTo(0.5, within(0.01));
  }
}
