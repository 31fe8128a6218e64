package io.residual.trainer.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreRankingTest {

  private static final int ROWS = 40;
  private final double[] scores = new double[ROWS];
  private final boolean[] anomalous = new boolean[ROWS];
  private final int[] times = new int[ROWS];

  ScoreRankingTest() {
    for (int i = 0; i < ROWS; i++) {
      scores[i] = (i * 37) % 11 / 2.0;
      anomalous[i] = (i * i) % 7 == 2;
      times[i] = i % 3;
    }
  }

  /** Values of scikit-learn 1.2.1: roc_auc_score and average_precision_score, with weights. */
  @Test
  void agreesWithScikitLearn() {
    ScoreRanking ranking = ScoreRanking.of(scores);

    assertThat(ranking.counts(anomalous).auroc()).isCloseTo(0.42261904761904756, within(1e-14));
    assertThat(ranking.counts(anomalous).averagePrecision())
        .isCloseTo(0.26662891166567637, within(1e-14));
    assertThat(ranking.counts(anomalous, times).auroc())
        .isCloseTo(0.36882716049382713, within(1e-14));
    assertThat(ranking.counts(anomalous, times).averagePrecision())
        .isCloseTo(0.28085998643063864, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void weightsAreRepetitions(long seed) {
    Random random = new Random(seed);
    int repeated = 0;
    for (int i = 0; i < ROWS; i++) {
      times[i] = random.nextInt(4);
      repeated += times[i];
    }
    double[] repeatedScores = new double[repeated];
    boolean[] repeatedLabels = new boolean[repeated];
    int at = 0;
    for (int i = 0; i < ROWS; i++) {
      for (int k = 0; k < times[i]; k++) {
        repeatedScores[at] = scores[i];
        repeatedLabels[at++] = anomalous[i];
      }
    }
    RankCounts weighted = ScoreRanking.of(scores).counts(anomalous, times);
    RankCounts plain = ScoreRanking.of(repeatedScores).counts(repeatedLabels);

    assertThat(weighted.auroc()).as("seed %d", seed).isCloseTo(plain.auroc(), within(1e-12));
    assertThat(weighted.averagePrecision())
        .as("seed %d", seed)
        .isCloseTo(plain.averagePrecision(), within(1e-12));
  }

  @Test
  void theCurveEndsWhereEverythingIsAnAlert() {
    List<RankCounts.CurvePoint> curve = ScoreRanking.of(scores).counts(anomalous).curve(100);

    assertThat(curve).hasSize(11);
    assertThat(curve.get(0).score()).isEqualTo(5);
    RankCounts.CurvePoint last = curve.get(curve.size() - 1);
    assertThat(last.recall()).isOne();
    assertThat(last.falseAlarmRate()).isOne();
    assertThat(last.precision()).isEqualTo(12.0 / 40);
  }

  @Test
  void manyScoresMakeFewPoints() {
    Random random = new Random(3);
    double[] many = random.doubles(20_000).toArray();
    boolean[] labels = new boolean[many.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextDouble() < many[i] / 10;
    }

    assertThat(ScoreRanking.of(many).counts(labels).curve(100)).hasSizeBetween(50, 101);
  }

  @Test
  void theBestThresholdIsFoundByTryingAll() {
    RankCounts counts =
        ScoreRanking.of(new double[] {5, 4, 3, 2, 1})
            .counts(new boolean[] {true, false, true, false, false});

    assertThat(counts.bestF1().score()).isEqualTo(3);
    assertThat(counts.bestF1().recall()).isOne();
    assertThat(counts.bestF1().precision()).isEqualTo(2.0 / 3);
  }

  @Test
  void infinityRanksHighestAndZerosOfBothSignsAreEqual() {
    RankCounts counts =
        ScoreRanking.of(new double[] {Double.POSITIVE_INFINITY, 0.0, -0.0})
            .counts(new boolean[] {true, true, false});

    assertThat(counts.auroc()).isEqualTo(0.75);
  }

  @Test
  void refusesNaN() {
    assertThatThrownBy(() -> ScoreRanking.of(new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("score 1 is NaN");
  }
}
