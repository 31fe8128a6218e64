package io.residual.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankMetricsTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aurocIsTheShareOfPairsInTheRightOrder(long seed) {
    Random random = new Random(seed);
    int count = 2 + random.nextInt(200);
    double[] scores = new double[count];
    boolean[] anomalous = new boolean[count];
    for (int i = 0; i < count; i++) {
      scores[i] = random.nextInt(20);
      anomalous[i] = i == 0 || (i != 1 && random.nextInt(4) == 0);
    }
    double right = 0;
    double pairs = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        if (anomalous[i] && !anomalous[j]) {
          pairs++;
          right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }

    assertThat(RankMetrics.of(scores, anomalous).auroc())
        .as("seed %d", seed)
        .isCloseTo(right / pairs, within(1e-12));
  }

  @Test
  void averagePrecisionAveragesThePrecisionAtEachAnomaly() {
    double[] scores = {9, 8, 7, 6, 5};
    boolean[] anomalous = {true, false, true, false, true};

    assertThat(RankMetrics.of(scores, anomalous).averagePrecision())
        .isCloseTo((1.0 + 2.0 / 3 + 3.0 / 5) / 3, within(1e-12));
  }

  @Test
  void aScoreThatPointsTheWrongWayIsBelowAHalf() {
    assertThat(RankMetrics.of(new double[] {1, 2}, new boolean[] {true, false}).auroc()).isZero();
    assertThat(RankMetrics.of(new double[] {2, 1}, new boolean[] {true, false}).auroc()).isOne();
    assertThat(RankMetrics.of(new double[] {1, 1}, new boolean[] {true, false}).auroc())
        .isEqualTo(0.5);
  }

  @Test
  void withoutOneOfTheClassesThereIsNoRanking() {
    RankMetrics metrics = RankMetrics.of(new double[] {1, 2}, new boolean[] {false, false});

    assertThat(metrics.auroc()).isNaN();
    assertThat(metrics.averagePrecision()).isNaN();
    assertThat(metrics.normals()).isEqualTo(2);
  }

  @Test
  void refusesNaN() {
    assertThatThrownBy(() -> RankMetrics.of(new double[] {Double.NaN}, new boolean[] {true}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
