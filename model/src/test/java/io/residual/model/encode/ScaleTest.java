package io.residual.model.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.record.Scaling;
import io.residual.model.record.Scaling.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScaleTest {

  /** Distributions that fields have. */
  enum Shape {
    NORMAL,
    FAR_FROM_ZERO,
    TINY,
    HUGE,
    UNIFORM,
    LOG_NORMAL,
    SIGNED_LOG,
    EXPONENTIAL,
    MOSTLY_ZERO,
    COUNTS,
    TWO_VALUES,
    OUTLIERS,
    TWO_PEAKS,
    FAR_PEAK;

    private double draw(Random random) {
      return switch (this) {
        case NORMAL -> random.nextGaussian();
        case FAR_FROM_ZERO -> 1e9 + random.nextGaussian();
        case TINY -> 1e-15 * random.nextGaussian();
        case HUGE -> 1e307 * random.nextGaussian();
        case UNIFORM -> random.nextDouble();
        case LOG_NORMAL -> Math.exp(2.5 * random.nextGaussian());
        case SIGNED_LOG -> Math.exp(2.5 * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1);
        case EXPONENTIAL -> -Math.log(1 - random.nextDouble());
        case MOSTLY_ZERO -> random.nextInt(20) == 0 ? 100 * random.nextDouble() : 0;
        case COUNTS -> random.nextInt(5);
        case TWO_VALUES -> random.nextInt(50) == 0 ? 1 : 0;
        case OUTLIERS -> random.nextInt(500) == 0 ? 1e6 : random.nextGaussian();
        case FAR_PEAK -> random.nextGaussian() + (random.nextInt(30) == 0 ? 1e6 : 0);
        case TWO_PEAKS -> random.nextGaussian() + (random.nextBoolean() ? 100 : 0);
      };
    }

    double[] draw(long seed, int count) {
      Random random = new Random(seed);
      return random.ints(count).mapToDouble(i -> draw(random)).toArray();
    }
  }

  private static NumberSample sample(double... values) {
    NumberSample sample = new NumberSample(1);
    Arrays.stream(values).forEach(sample::add);
    return sample;
  }

  private static NumberScale line(NumberSample sample, Method method) {
    return (NumberScale) sample.scale(Scaling.of(method)).scale();
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void everyScaleRisesStaysFiniteAndComesBack(Shape shape) {
    for (Method method : Method.values()) {
      double[] values = shape.draw(7, 3000);
      Scale scale = sample(values).scale(Scaling.of(method)).scale();
      Arrays.sort(values);
      double range = values[values.length - 1] - values[0];
      float before = Float.NEGATIVE_INFINITY;
      for (double value : values) {
        float feature = scale.encode(value);
        assertThat(feature).as("%s of %s", method, value).isBetween(before, NumberScale.LIMIT);
        before = feature;
        if (Math.abs(feature) < NumberScale.LIMIT) {
          assertThat(scale.encode(scale.decode(feature)))
              .as("%s of %s", method, value)
              .isCloseTo(feature, within(1e-5f * Math.max(1, Math.abs(feature))));
        }
      }
      assertThat(Double.isFinite(range)).isTrue();
      for (double far : new double[] {0, Double.MIN_VALUE, 1e308, -1e308, Double.MAX_VALUE}) {
        assertThat(scale.encode(far)).as("%s of %s", method, far).isBetween(-100f, 100f);
      }
      assertThat(scale.decode(1e30f)).isFinite();
      assertThat(scale.decode(-1e30f)).isFinite();
      assertThat(scale.typical()).isBetween(values[0], values[values.length - 1]);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Shape.class,
      names = {"TINY", "HUGE", "OUTLIERS", "FAR_PEAK", "TWO_VALUES", "MOSTLY_ZERO"},
      mode = EnumSource.Mode.EXCLUDE)
  void numbersSurviveEncodingAndDecoding(Shape shape) {
    for (Method method :
        new Method[] {Method.STANDARD, Method.ROBUST, Method.LOG, Method.QUANTILE}) {
      double[] values = shape.draw(3, 2000);
      Scale scale = sample(values).scale(Scaling.of(method)).scale();
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double spread = sorted[1900] - sorted[100];
      for (double value : values) {
        float feature = scale.encode(value);
        if (Math.abs(feature) == NumberScale.LIMIT) {
          continue;
        }
        // What lies far out is coarser in logarithms, by as much as it is larger.
        assertThat(scale.decode(feature))
            .as("%s of %s", method, shape)
            .isCloseTo(value, within(1e-4 * spread + 1e-5 * Math.abs(value - sorted[1000])));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void numbersBeyondTheTrainingRangeStayVisible(Shape shape) {
    if (shape == Shape.HUGE) {
      // There is hardly anything beyond.
      return;
    }
    double[] values = shape.draw(5, 3000);
    double max = Arrays.stream(values).max().orElseThrow();
    double range = max - Arrays.stream(values).min().orElseThrow();
    for (Method method : Method.values()) {
      Scale scale = sample(values).scale(Scaling.of(method)).scale();
      float before = scale.encode(max);
      for (double beyond = max + range; before < NumberScale.LIMIT / 2; ) {
        float feature = scale.encode(beyond);
        if (method == Method.NONE && range < 1) {
          break;
        }
        assertThat(feature).as("%s at %s", method, beyond).isGreaterThan(before);
        before = feature;
        beyond = max + 4 * (beyond - max);
        if (beyond > 1e300) {
          break;
        }
      }
    }
  }

  @Test
  void linesScaleByTheStatedFormulas() {
    NumberSample sample = new NumberSample(1);
    for (int i = 0; i <= 100; i++) {
      sample.add(i);
    }

    assertThat(line(sample, Method.STANDARD).center()).isCloseTo(50, within(1e-9));
    assertThat(line(sample, Method.STANDARD).scale())
        .isCloseTo(Math.sqrt((101.0 * 101 - 1) / 12), within(1e-9));
    assertThat(line(sample, Method.MIN_MAX)).isEqualTo(new NumberScale(0, 100, 50));
    assertThat(sample.scale(Scaling.range(-10, 10)).scale())
        .isEqualTo(new NumberScale(-10, 20, 50));
    assertThat(line(sample, Method.ROBUST).scale()).isCloseTo(50 / 1.349, within(1e-2));
    assertThat(line(sample, Method.NONE)).isEqualTo(new NumberScale(0, 1, 50));
  }

  @Test
  void logarithmsScaleByTheStatedFormula() {
    LogScale scale = new LogScale(2, 0.5, 0.25, 0);

    assertThat(scale.encode(6)).isCloseTo((float) ((Math.log(4) - 0.5) / 0.25), within(1e-6f));
    assertThat(scale.encode(-6)).isCloseTo((float) ((-Math.log(4) - 0.5) / 0.25), within(1e-5f));
    assertThat(scale.encode(0)).isEqualTo(-2f);
  }

  @Test
  void logarithmsAreStandardisedAndKnowNoUnit() {
    double[] seconds = Shape.LOG_NORMAL.draw(1, 5000);
    double[] millis = Arrays.stream(seconds).map(s -> 1000 * s).toArray();
    Scale ofSeconds = sample(seconds).scale(Scaling.of(Method.LOG)).scale();
    Scale ofMillis = sample(millis).scale(Scaling.of(Method.LOG)).scale();

    SampleMoments moments =
        SampleMoments.of(Arrays.stream(seconds).map(s -> ofSeconds.encode(s)).toArray());
    assertThat(moments.mean()).isCloseTo(0, within(1e-5));
    assertThat(moments.deviation()).isCloseTo(1, within(1e-5));
    assertThat(Math.abs(moments.skewness())).isLessThan(0.3);
    assertThat(ofMillis.encode(3000)).isCloseTo(ofSeconds.encode(3), within(1e-5f));
  }

  @Test
  void normalScoresAreThoseOfTheRanks() {
    Scale scale = sample(10, 20, 20, 30).scale(Scaling.of(Method.QUANTILE)).scale();

    // Middle ranks 0.5, 2 and 3.5 of 4; scores by Python's statistics.NormalDist().inv_cdf.
    assertThat(scale.encode(10)).isCloseTo(-1.1503494f, within(1e-5f));
    assertThat(scale.encode(20)).isCloseTo(0f, within(1e-6f));
    assertThat(scale.encode(30)).isCloseTo(1.1503494f, within(1e-5f));
    assertThat(scale.encode(25)).isCloseTo(1.1503494f / 2, within(1e-5f));
    // Beyond: as steep as over the outer tenth, here from 20 to 30.
    assertThat(scale.encode(40)).isCloseTo(2 * 1.1503494f, within(1e-5f));
  }

  @ParameterizedTest
  @EnumSource(
      value = Shape.class,
      names = {"NORMAL", "LOG_NORMAL", "EXPONENTIAL", "TWO_PEAKS", "UNIFORM", "SIGNED_LOG"})
  void normalScoresOfAnyContinuousShapeAreNormal(Shape shape) {
    double[] values = shape.draw(11, 20_000);
    QuantileScale scale = (QuantileScale) sample(values).scale(Scaling.of(Method.QUANTILE)).scale();
    SampleMoments moments =
        SampleMoments.of(Arrays.stream(values).map(v -> scale.encode(v)).toArray());

    assertThat(scale.values().length).isLessThanOrEqualTo(QuantileScale.MAX_KNOTS);
    assertThat(moments.mean()).isCloseTo(0, within(0.05));
    assertThat(moments.deviation()).isCloseTo(1, within(0.05));
    assertThat(moments.excess()).isCloseTo(0, within(0.3));
  }

  /** Expected values from Python's {@code statistics.NormalDist().inv_cdf}. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.0750001, -1.4395307",
    "0.9, 1.2815515655446004",
    "0.001, -3.090232306167813",
    "0.99999, 4.264890793922825",
    "1e-9, -5.9978070150076865",
    "1e-12, -7.034483825301131",
    "1e-20, -9.262340089798409"
  })
  void quantilesOfTheNormalDistribution(double probability, double score) {
    assertThat(NormalScore.of(probability)).isCloseTo(score, within(2e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "NORMAL, STANDARD",
    "UNIFORM, STANDARD",
    "FAR_FROM_ZERO, STANDARD",
    "COUNTS, STANDARD",
    "TWO_VALUES, STANDARD",
    "TWO_PEAKS, STANDARD",
    "OUTLIERS, ROBUST",
    "LOG_NORMAL, LOG",
    "EXPONENTIAL, STANDARD",
    "MOSTLY_ZERO, STANDARD",
    "FAR_PEAK, QUANTILE"
  })
  void theShapeOfTheNumbersChoosesTheScaling(Shape shape, Method method) {
    NumberSample sample = sample(shape.draw(2, 5000));

    assertThat(sample.choose().method()).as(sample.choose().toString()).isEqualTo(method);
    FittedScale fitted = sample.scale(Scaling.of(Method.AUTO));
    assertThat(fitted.scale()).isEqualTo(sample.scale(Scaling.of(method)).scale());
    assertThat(fitted.reason()).startsWith(method.name().toLowerCase(Locale.ROOT) + ": ");
  }

  @Test
  void absurdNumbersStopAtTheLimitInsteadOfOverflowing() {
    NumberScale scale = new NumberScale(-1e308, 1e-3, 0);

    assertThat(scale.encode(1e308)).isEqualTo(NumberScale.LIMIT);
    assertThat(scale.encode(-Double.MAX_VALUE)).isEqualTo(-NumberScale.LIMIT);
    QuantileScale steep =
        new QuantileScale(new double[] {0, Double.MIN_VALUE, 1}, new double[] {-2, 0, 2}, 0);
    assertThat(steep.encode(-1)).isEqualTo(-NumberScale.LIMIT);
    assertThat(steep.encode(Double.MIN_VALUE)).isEqualTo(0);
    assertThat(new LogScale(1e-300, 0, 1e-3, 0).encode(1e300)).isEqualTo(NumberScale.LIMIT);
  }

  @ParameterizedTest
  @EnumSource(value = Method.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void anyOtherNumberOfAConstantFieldIsNewsWhateverItsUnit(Method method) {
    for (double constant : new double[] {0, 7.1, -3e-9, 1.3e11, 1e308}) {
      NumberSample sample = new NumberSample(1);
      for (int i = 0; i < 100; i++) {
        sample.add(constant);
      }

      Scale scale = sample.scale(Scaling.of(method)).scale();

      assertThat(scale.encode(constant)).isZero();
      assertThat(scale.typical()).isEqualTo(constant);
      double size = constant == 0 ? 0.6 : Math.abs(constant);
      assertThat(scale.encode(constant + 0.01 * size)).isBetween(6f, 8f);
      assertThat(scale.encode(constant - size)).isBetween(-12f, -10f);
      assertThat(scale.encode(constant + 6e-8 * size)).as("rounding").isLessThan(0.01f);
      assertThat(scale.decode(scale.encode(constant - size)))
          .isCloseTo(constant - size, within(1e-3 * size));
    }
  }

  @Test
  void numbersNextToTheLargestDoubleAreNotConstant() {
    NumberSample sample = new NumberSample(1);
    sample.add(-1e308);
    sample.add(1e308);

    assertThat(sample.scale(Scaling.of(Method.STANDARD)).scale()).isInstanceOf(NumberScale.class);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aFieldWithoutNumbersHasAScaleAllTheSame(Method method) {
    assertThat(line(new NumberSample(1), method)).isEqualTo(new NumberScale(0, 1, 0));
  }

  @Test
  void robustScalingIgnoresOutliersAndBoundsItsMemory() {
    NumberSample sample = new NumberSample(1);
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      sample.add(i % 20 == 0 ? 1e9 : random.nextGaussian());
    }

    NumberScale scale = line(sample, Method.ROBUST);

    assertThat(scale.center()).isCloseTo(0.06, within(0.05));
    assertThat(scale.scale()).isCloseTo(1.05, within(0.1));
  }
}
