package io.residual.model.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

  private static double[] exponential(long seed, int count) {
    Random random = new Random(seed);
    return DoubleStream.generate(() -> -Math.log(1 - random.nextDouble())).limit(count).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void findsTheTailOfAnExponentialDistributionFarBeyondItsSample(long seed) {
    Calibration calibration = Calibration.of(exponential(seed, 10_000));

    // Exactly, -ln(1e-6) = 13.8; the largest of 10,000 is near 9.2.
    assertThat(calibration.quantile(1 - 1e-6)).as("seed %d", seed).isBetween(11.0, 21.0);
    assertThat(calibration.quantile(0.5)).isCloseTo(Math.log(2), within(0.03));
    assertThat(Math.log10(calibration.tailProbability(-Math.log(1e-4)))).isCloseTo(-4, within(0.5));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void findsAHeavyTail(long seed) {
    Random random = new Random(seed);
    // Pareto with tail index 4: quantile(p) = (1-p)^(-1/4), shape 0.25.
    double[] errors =
        DoubleStream.generate(() -> Math.pow(1 - random.nextDouble(), -0.25))
            .limit(20_000)
            .toArray();

    Calibration calibration = Calibration.of(errors);

    assertThat(calibration.tailShape()).as("seed %d", seed).isBetween(0.1, 0.4);
    assertThat(calibration.quantile(1 - 1e-5)).isBetween(17.78 * 0.6, 17.78 * 1.7);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void quantilesAscendAndTailProbabilitiesDescendForAnySample(long seed) {
    Random random = new Random(seed);
    int count = 1 + random.nextInt(300);
    boolean ties = random.nextBoolean();
    double[] errors = new double[count];
    for (int i = 0; i < count; i++) {
      errors[i] = ties ? random.nextInt(3) : Math.exp(3 * random.nextGaussian());
    }

    Calibration calibration = Calibration.of(errors);

    double quantile = 0;
    double probability = 1;
    for (int i = 0; i <= 2000; i++) {
      double nines = i / 200.0;
      double next = calibration.quantile(1 - Math.pow(10, -nines));
      assertThat(next).as("seed %d, nines %f", seed, nines).isFinite();
      assertThat(next)
          .as("seed %d, nines %f", seed, nines)
          .isGreaterThanOrEqualTo(quantile * 0.999);
      double tail = calibration.tailProbability(next);
      assertThat(tail).isBetween(0.0, 1.0).isLessThanOrEqualTo(probability);
      quantile = next;
      probability = tail;
    }
    assertThat(calibration.tailProbability(Double.POSITIVE_INFINITY)).isZero();
  }

  @Test
  void errorsAllAlikeStillGiveAThresholdAboveThem() {
    Calibration calibration = Calibration.of(new double[] {2, 2, 2, 2});

    assertThat(calibration.quantile(0.5)).isEqualTo(2);
    assertThat(calibration.quantile(1 - 1e-4)).isGreaterThan(2).isLessThan(3);
  }

  @Test
  void survivesJson() throws Exception {
    Calibration calibration = Calibration.of(exponential(7, 1000));
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readValue(json.writeValueAsBytes(calibration), Calibration.class))
        .isEqualTo(calibration);
  }

  @Test
  void refusesErrorsThatAreNone() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
      assertThatThrownBy(() -> Calibration.of(new double[] {1, bad}))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Calibration.of(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Calibration.of(new double[] {1, 2}).quantile(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.0");
  }
}
