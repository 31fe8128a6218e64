package io.residual.model.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.profile.FieldDrift.Level;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionShiftTest {

  private static final double[] TENTHS = new double[10];

  static {
    Arrays.fill(TENTHS, 0.1);
  }

  /** Counts of draws from a normal distribution in the deciles of the standard one. */
  private static long[] draws(Random random, int count, double mean, double deviation) {
    double[] deciles = {-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816};
    long[] counts = new long[10];
    for (int i = 0; i < count; i++) {
      double value = mean + deviation * random.nextGaussian();
      int bin = 0;
      while (bin < 9 && value > deciles[bin]) {
        bin++;
      }
      counts[bin]++;
    }
    return counts;
  }

  /** Critical values of Kolmogorov's distribution, from Smirnov's table of 1948. */
  @ParameterizedTest
  @CsvSource({"0.5, 0.9639", "1.0, 0.2700", "1.36, 0.0495", "1.63, 0.0098", "1.95, 0.0010"})
  void theProbabilityIsKolmogorovs(double scaled, double probability) {
    double size = 1e8;
    assertThat(DistributionShift.probability(scaled / Math.sqrt(size), size))
        .isCloseTo(probability, within(2e-4));
  }

  @Test
  void theIndexIsThatOfItsDefinition() {
    double[] expected = {0.5, 0.3, 0.2};
    long[] found = {0, 0, 200_000, 300_000, 500_000};

    DistributionShift shift = DistributionShift.of(expected, 1_000_000, found, 2, 3);

    double index = 0.3 * Math.log(0.5 / 0.2) + 0 + 0.3 * Math.log(0.5 / 0.2);
    assertThat(shift.stability()).isCloseTo(index, within(1e-5));
    assertThat(shift.distance()).isCloseTo(0.3, within(1e-9));
    assertThat(shift.level()).isEqualTo(Level.MUCH);
  }

  @Test
  void samplesOfTheSameDistributionAreNoDrift() {
    Random random = new Random(1);
    for (int window : new int[] {100, 1000, 10_000}) {
      for (int i = 0; i < 300; i++) {
        long[] found = draws(random, window, 0, 1);
        assertThat(DistributionShift.of(TENTHS, 5000, found, 0, 10).level())
            .as("window %d of %d: %s", i, window, Arrays.toString(found))
            .isEqualTo(Level.NONE);
      }
    }
  }

  @Test
  void aMovedMeanOrSpreadIsFound() {
    Random random = new Random(2);
    assertThat(DistributionShift.of(TENTHS, 5000, draws(random, 5000, 0.4, 1), 0, 10).level())
        .isEqualTo(Level.SOME);
    assertThat(DistributionShift.of(TENTHS, 5000, draws(random, 5000, 1, 1), 0, 10).level())
        .isEqualTo(Level.MUCH);
    assertThat(DistributionShift.of(TENTHS, 5000, draws(random, 5000, 0, 2), 0, 10).level())
        .isEqualTo(Level.MUCH);
    // Too few records to prove anything.
    assertThat(DistributionShift.of(TENTHS, 5000, draws(random, 5, 1, 1), 0, 10).level())
        .isEqualTo(Level.NONE);
  }

  @Test
  void valuesWithoutAnOrderAreComparedByTheIndexAlone() {
    double[] expected = {0.9, 0.1, 0};
    DistributionShift shift = DistributionShift.of(expected, 1000, new long[] {1, 1, 998}, 0, 0);

    assertThat(shift.distance()).isNaN();
    assertThat(shift.level()).isEqualTo(Level.MUCH);
  }

  @Test
  void noRecordsAreNoDrift() {
    assertThat(DistributionShift.of(TENTHS, 1000, new long[10], 0, 10).level())
        .isEqualTo(Level.NONE);
  }
}
