package io.residual.model.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoFitTest {

  private static float[] sample(long seed, int count, double shape, double scale) {
    Random random = new Random(seed);
    float[] sample = new float[count];
    ParetoFit law = new ParetoFit(shape, scale);
    for (int i = 0; i < count; i++) {
      sample[i] = (float) law.quantile(1 - random.nextDouble());
    }
    return sample;
  }

  /** Straight from the density, as nothing in the fit does. */
  private static double logLikelihood(float[] excesses, double shape, double scale) {
    double sum = 0;
    for (float excess : excesses) {
      double base = 1 + shape * excess / scale;
      if (base <= 0) {
        return Double.NEGATIVE_INFINITY;
      }
      sum -=
          Math.log(scale)
              + (Math.abs(shape) < 1e-6 ? excess / scale : (1 + 1 / shape) * Math.log(base));
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.3, -0.1, 0, 0.1, 0.3, 0.6, 1})
  void findsTheParametersThatTheExcessesWereDrawnWith(double shape) {
    ParetoFit fit = ParetoFit.of(sample(1, 50_000, shape, 7));

    assertThat(fit.shape()).isCloseTo(shape, within(0.03));
    assertThat(fit.scale()).isCloseTo(7, within(0.2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noPointOfAFineGridIsLikelier(long seed) {
    Random random = new Random(seed);
    int count = 20 + random.nextInt(300);
    float[] excesses = sample(seed, count, random.nextDouble() - 0.2, 1);
    ParetoFit fit = ParetoFit.of(excesses);
    double best = Double.NEGATIVE_INFINITY;
    for (double shape = -0.5; shape <= 2; shape += 0.01) {
      for (double scale = 0.05; scale <= 5; scale *= 1.02) {
        best = Math.max(best, logLikelihood(excesses, shape, scale));
      }
    }

    assertThat(logLikelihood(excesses, fit.shape(), fit.scale()))
        .as("seed %d: %s", seed, fit)
        .isGreaterThanOrEqualTo(best - 1e-6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.4, -0.1, 0, 0.2, 0.8})
  void theScaleOfAGivenShapeIsTheLikeliest(double shape) {
    float[] excesses = sample(3, 256, 0.2, 1);
    double scale = ParetoFit.ofShape(shape, excesses).scale();
    double likelihood = logLikelihood(excesses, shape, scale);
    for (double times : new double[] {0.5, 0.9, 0.999, 1.001, 1.1, 2}) {
      assertThat(logLikelihood(excesses, shape, scale * times)).isLessThan(likelihood);
    }
  }

  @Test
  void theUnitOfTheExcessesDoesNotMatter() {
    float[] excesses = sample(2, 256, 0.2, 1);
    float[] tiny = excesses.clone();
    for (int i = 0; i < tiny.length; i++) {
      tiny[i] *= 1e-20f;
    }
    ParetoFit fit = ParetoFit.of(excesses);
    assertThat(ParetoFit.of(tiny).shape()).isCloseTo(fit.shape(), within(1e-5));
    assertThat(ParetoFit.of(tiny).scale()).isCloseTo(1e-20 * fit.scale(), within(1e-24));
  }

  @Test
  void excessesThatAreAllAlikeHaveAFit() {
    for (float value : new float[] {0, 1e-30f, 5, Float.MAX_VALUE}) {
      ParetoFit fit = ParetoFit.of(new float[] {value, value, value, value});
      assertThat(fit.shape()).isFinite();
      assertThat(fit.scale()).isPositive().isFinite();
      assertThat(ParetoFit.ofShape(0.1, new float[] {value, value}).scale())
          .isPositive()
          .isFinite();
    }
  }

  @Test
  void theQuantileIsExceededWithItsProbability() {
    float[] sample = sample(5, 100_000, 0.3, 2);
    double quantile = new ParetoFit(0.3, 2).quantile(0.01);
    int above = 0;
    for (float excess : sample) {
      above += excess > quantile ? 1 : 0;
    }
    assertThat(above).isBetween(900, 1100);
    assertThat(new ParetoFit(0, 2).quantile(Math.exp(-3))).isCloseTo(6, within(1e-12));
  }
}
