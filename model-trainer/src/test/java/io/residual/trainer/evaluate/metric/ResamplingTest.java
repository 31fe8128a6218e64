package io.residual.trainer.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResamplingTest {

  @Test
  void bothClassesKeepTheirSize() {
    boolean[] anomalous = new boolean[100];
    Arrays.fill(anomalous, 40, 50, true);
    Resampling resampling = Resampling.ofRows(anomalous);

    int[] times = resampling.draw(new SplittableRandom(1));

    assertThat(IntStream.range(40, 50).map(i -> times[i]).sum()).isEqualTo(10);
    assertThat(Arrays.stream(times).sum()).isEqualTo(100);
    assertThat(resampling.anomalyBlocks()).isEqualTo(10);
    assertThat(resampling.normalBlocks()).isEqualTo(90);
    assertThat(times).isNotEqualTo(resampling.draw(new SplittableRandom(2)));
    assertThat(times).isEqualTo(resampling.draw(new SplittableRandom(1)));
  }

  @Test
  void eventsAreDrawnAsWholesAndNormalRowsInBlocks() {
    boolean[] anomalous = new boolean[24];
    Arrays.fill(anomalous, 5, 9, true);
    Arrays.fill(anomalous, 12, 14, true);
    // Two series, of even and of odd rows, so that neighbours in a series are not in the file.
    int[] even = IntStream.range(0, 12).map(i -> 2 * i).toArray();
    int[] odd = IntStream.range(0, 12).map(i -> 2 * i + 1).toArray();
    Resampling resampling = Resampling.ofEvents(anomalous, List.of(even, odd), 3);

    // Even: 6, 8 | 12; odd: 5, 7 | 13.
    assertThat(resampling.anomalyBlocks()).isEqualTo(4);
    // Even: 0 2 4 | 10 | 14 16 18 | 20 22; odd: 1 3 | 9 11 | 15 17 19 | 21 23.
    assertThat(resampling.normalBlocks()).isEqualTo(8);
    for (long seed = 0; seed < 20; seed++) {
      int[] times = resampling.draw(new SplittableRandom(seed));
      assertThat(times[6]).isEqualTo(times[8]);
      assertThat(times[5]).isEqualTo(times[7]);
      assertThat(times[0]).isEqualTo(times[2]).isEqualTo(times[4]);
      assertThat(times[21]).isEqualTo(times[23]);
    }
  }

  @Test
  void withoutAClassThereIsNothingToDrawOfIt() {
    Resampling resampling = Resampling.ofRows(new boolean[7]);

    assertThat(resampling.anomalyBlocks()).isZero();
    assertThat(Arrays.stream(resampling.draw(new SplittableRandom(1))).sum()).isEqualTo(7);
  }

  /** The interval of independent scores holds the true area about as often as it promises. */
  @Test
  void intervalsOfAurocCoverTheTruth() {
    // Normal scores shifted by 1 standard deviation: the area is Phi(1 / sqrt 2).
    double truth = 0.76025;
    int covered = 0;
    for (int trial = 0; trial < 100; trial++) {
      Random random = new Random(trial);
      double[] scores = new double[260];
      boolean[] anomalous = new boolean[scores.length];
      for (int i = 0; i < scores.length; i++) {
        anomalous[i] = i < 60;
        scores[i] = random.nextGaussian() + (anomalous[i] ? 1 : 0);
      }
      Resampling resampling = Resampling.ofRows(anomalous);
      ScoreRanking ranking = ScoreRanking.of(scores);
      SplittableRandom seeds = new SplittableRandom(trial);
      double[] areas = new double[200];
      for (int i = 0; i < areas.length; i++) {
        areas[i] = ranking.counts(anomalous, resampling.draw(seeds)).auroc();
      }
      Interval interval = Interval.percentile(areas, 0.9);
      covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }

    // 90 expected, standard deviation 3.
    assertThat(covered).isBetween(80, 98);
  }

  @Test
  void percentilesLeaveUndefinedValuesOut() {
    double[] values = IntStream.rangeClosed(0, 100).asDoubleStream().toArray();
    values[100] = Double.NaN;

    assertThat(Interval.percentile(values, 0.8).low()).isCloseTo(9.9, within(1e-9));
    assertThat(Interval.percentile(new double[] {Double.NaN}, 0.9).low()).isNaN();
  }
}
