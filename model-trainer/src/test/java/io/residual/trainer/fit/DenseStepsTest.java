package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.score.dl4j.DenseNetworks;
import io.residual.model.score.dl4j.NativeThreads;
import io.residual.trainer.batch.TrainingBatches;
import io.residual.trainer.data.EncodedRows;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Gradient steps of our own against those of Deeplearning4j itself. */
class DenseStepsTest {

  private static final int FEATURES = 7;
  private static final int ROWS = 150;
  private static final int BATCH = 40;

  private final EncodedRows clean = ToyRows.noise(ROWS, FEATURES, 1);
  private final EncodedRows corrupted = ToyRows.noise(ROWS, FEATURES, 2);

  private static DenseNetwork network(Activation activation) {
    return new DenseNetwork(
        List.of(new LayerSpec(9, activation), new LayerSpec(3, Activation.IDENTITY)),
        List.of(new LayerSpec(5, activation), new LayerSpec(FEATURES, activation)));
  }

  private static MultiLayerNetwork fresh(DenseNetwork spec, double rate, double weightDecay) {
    int count = Math.toIntExact(DenseNetworks.parameterCount(spec, FEATURES));
    return DenseNetworks.network(
        DenseNetworks.configuration(spec, FEATURES, new Adam(rate), weightDecay),
        InitialWeights.of(spec, FEATURES, count, 3));
  }

  /** Corrupted inputs, clean targets. */
  private final class Denoised implements TrainingBatches {

    @Override
    public int rows() {
      return ROWS;
    }

    @Override
    public int features() {
      return FEATURES;
    }

    @Override
    public boolean targetsDiffer() {
      return true;
    }

    @Override
    public void begin(int epoch) {}

    @Override
    public void fill(int from, int size, FloatBuffer input, FloatBuffer target) {
      input.put(corrupted.values(), from * FEATURES, size * FEATURES);
      target.put(clean.values(), from * FEATURES, size * FEATURES);
    }
  }

  private static INDArray array(EncodedRows rows, int from, int size) {
    INDArray array = Nd4j.create(DataType.FLOAT, new long[] {size, FEATURES}, 'c');
    array.data().asNioFloat().put(rows.values(), from * FEATURES, size * FEATURES);
    return array;
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void takesTheStepsThatDeeplearning4jTakes(Activation activation) {
    compare(activation, 0);
    compare(activation, 0.1);
  }

  private void compare(Activation activation, double weightDecay) {
    NativeThreads.useOne();
    DenseNetwork spec = network(activation);
    // Deeplearning4j 1.0.0-M2.1 takes the decay off twice a step.
    MultiLayerNetwork expected = fresh(spec, 0.01, weightDecay / 2);
    MultiLayerNetwork network = fresh(spec, 0.01, weightDecay);
    try (GradientSteps steps =
        DensePass.steps(network, spec, FEATURES, weightDecay, Optional.empty())) {
      for (int epoch = 1; epoch <= 10; epoch++) {
        for (int from = 0; from < ROWS; from += BATCH) {
          int size = Math.min(BATCH, ROWS - from);
          expected.fit(array(corrupted, from, size), array(clean, from, size));
          double loss = steps.step(new Denoised(), from, size, 0.01);
          if (weightDecay == 0) {
            // Otherwise Deeplearning4j adds the weights' own part to its loss.
            assertThat(loss).isCloseTo(expected.score(), within(1e-5));
          }
        }
      }
      TrainedStates.assertEqual(expected, network, steps, 40);
    } finally {
      expected.close();
      network.close();
    }
  }

  @Test
  void lossIsThatOfTheReconstructions() {
    NativeThreads.useOne();
    DenseNetwork spec = network(Activation.TANH);
    MultiLayerNetwork network = fresh(spec, 0.01, 0);
    try (GradientSteps steps = DensePass.steps(network, spec, FEATURES, 0, Optional.empty())) {
      double[] sum = {0};
      new Reconstructions(network, clean)
          .forEach(
              (inputs, outputs, count) -> {
                for (int i = 0; i < count * FEATURES; i++) {
                  sum[0] += Math.pow((double) inputs[i] - outputs[i], 2);
                }
              });
      assertThat(steps.loss(clean, 64)).isCloseTo(sum[0] / (ROWS * FEATURES), within(1e-6));
      assertThat(steps.loss(clean, 7)).isCloseTo(steps.loss(clean, 150), within(1e-6));
    } finally {
      network.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void activationsAreTheirDefinitions(Activation activation) {
    float[] values = new float[2001];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i - 1000) / 50f;
    }
    float[] outputs = values.clone();
    ActivationFunctions.apply(activation, outputs, 1, values.length);
    double sum = 0;
    for (float value : values) {
      sum += Math.exp(value);
    }
    for (int i = 0; i < values.length; i++) {
      double x = values[i];
      double expected =
          switch (activation) {
            case IDENTITY -> x;
            case RELU -> Math.max(0, x);
            case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
            case ELU -> x > 0 ? x : Math.expm1(x);
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case SOFTMAX -> Math.exp(x) / sum;
          };
      assertThat((double) outputs[i]).isCloseTo(expected, within(3e-7));
    }
    float[] nan = {Float.NaN, 1};
    ActivationFunctions.apply(activation, nan, 1, 2);
    assertThat(nan[0]).isNaN();
  }
}
