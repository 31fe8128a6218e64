package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.network.Activation;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.VariationalNetwork;
import io.residual.model.score.dl4j.DenseNetworks;
import io.residual.model.score.dl4j.NativeThreads;
import io.residual.trainer.batch.ShuffledRows;
import io.residual.trainer.batch.TrainingBatches;
import io.residual.trainer.data.EncodedRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Gradients of the variational network against Deeplearning4j's own layer of that kind. */
class VariationalStepsTest {

  private static final int FEATURES = 7;
  private static final int ROWS = 40;
  private static final int HIDDEN = 9;
  private static final int BACK = 5;
  private static final int CODE = 3;
  private static final long NOISE_SEED = 17;

  private final EncodedRows rows = ToyRows.noise(ROWS, FEATURES, 1);

  @BeforeEach
  void oneThread() {
    NativeThreads.useOne();
  }

  private static VariationalNetwork spec(double beta) {
    return VariationalNetwork.of(
        List.of(new LayerSpec(HIDDEN, Activation.TANH)),
        CODE,
        List.of(new LayerSpec(BACK, Activation.TANH), new LayerSpec(FEATURES, Activation.IDENTITY)),
        beta);
  }

  private static MultiLayerNetwork fresh(VariationalNetwork spec) {
    int count = Math.toIntExact(DenseNetworks.parameterCount(spec.dense(), FEATURES));
    return DenseNetworks.network(
        DenseNetworks.configuration(spec.dense(), FEATURES, new Adam(0.01), 0),
        InitialWeights.of(spec, FEATURES, count, 3));
  }

  /** The layer of Deeplearning4j with the same weights. */
  private static MultiLayerNetwork oracle(float[] weights) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .list()
                .layer(
                    new VariationalAutoencoder.Builder()
                        .nIn(FEATURES)
                        .nOut(CODE)
                        .encoderLayerSizes(HIDDEN)
                        .decoderLayerSizes(BACK)
                        .activation(new ActivationTanH())
                        .pzxActivationFn(new ActivationIdentity())
                        .lossFunction(new ActivationIdentity(), new LossMSE())
                        .build())
                .build());
    network.init();
    network
        .getLayer(0)
        .setBackpropGradientsViewArray(Nd4j.create(DataType.FLOAT, 1, network.numParams()));
    parts(weights).forEach((name, values) -> network.getLayer(0).getParam(name).assign(values));
    return network;
  }

  /** The parts of weights or gradients by the names that Deeplearning4j gives them. */
  private static Map<String, INDArray> parts(float[] flat) {
    int w1 = FEATURES * HIDDEN;
    int w2 = w1 + HIDDEN;
    int b2 = w2 + HIDDEN * 2 * CODE;
    int w3 = b2 + 2 * CODE;
    int b3 = w3 + 2 * CODE * BACK;
    int w4 = b3 + BACK;
    int b4 = w4 + BACK * FEATURES;
    INDArray code = matrix(flat, w2, HIDDEN, 2 * CODE);
    INDArray codeBias = matrix(flat, b2, 1, 2 * CODE);
    return Map.of(
        "e0W", matrix(flat, 0, FEATURES, HIDDEN),
        "e0b", matrix(flat, w1, 1, HIDDEN),
        "pZXMeanW", columns(code, 0),
        "pZXMeanb", columns(codeBias, 0),
        "pZXLogStd2W", columns(code, CODE),
        "pZXLogStd2b", columns(codeBias, CODE),
        "d0W", columns(matrix(flat, w3, 2 * CODE, BACK).transpose(), 0).transpose().dup(),
        "d0b", matrix(flat, b3, 1, BACK),
        "pXZW", matrix(flat, w4, BACK, FEATURES),
        "pXZb", matrix(flat, b4, 1, FEATURES));
  }

  private static INDArray matrix(float[] flat, int from, int inputs, int units) {
    INDArray matrix = Nd4j.create(DataType.FLOAT, new long[] {inputs, units}, 'c');
    for (int unit = 0; unit < units; unit++) {
      for (int i = 0; i < inputs; i++) {
        matrix.putScalar(i, unit, flat[from + unit * inputs + i]);
      }
    }
    return matrix;
  }

  private static INDArray columns(INDArray matrix, int from) {
    return matrix
        .get(
            org.nd4j.linalg.indexing.NDArrayIndex.all(),
            org.nd4j.linalg.indexing.NDArrayIndex.interval(from, from + CODE))
        .dup();
  }

  /** The noise that Deeplearning4j is about to draw. */
  private static float[] noise() {
    Nd4j.getRandom().setSeed(NOISE_SEED);
    INDArray drawn = Nd4j.randn(DataType.FLOAT, ROWS, CODE).dup('c');
    Nd4j.getRandom().setSeed(NOISE_SEED);
    return drawn.data().asFloat();
  }

  private static GaussianCode code(double beta, float[] noise) {
    return new GaussianCode(
        CODE,
        beta,
        FEATURES,
        stream -> {
          int[] next = {0};
          return () -> noise[next[0]++];
        });
  }

  @Test
  void lossAndGradientAreThoseOfDeeplearning4j() {
    // With this variance of the decoder, a row's divergence counts as it is.
    VariationalNetwork spec = spec(FEATURES / 2.0);
    MultiLayerNetwork network = fresh(spec);
    float[] weights = NetworkState.of(network).weights();
    MultiLayerNetwork oracle = oracle(weights);
    float[] noise = noise();
    INDArray input = Nd4j.createFromArray(rows.values()).reshape('c', ROWS, FEATURES);
    oracle.getLayer(0).setInput(input, LayerWorkspaceMgr.noWorkspaces());
    oracle.getLayer(0).computeGradientAndScore(LayerWorkspaceMgr.noWorkspaces());
    try (GradientSteps steps =
        DensePass.steps(
            network, spec.dense(), FEATURES, 0, Optional.of(code(spec.beta(), noise)))) {
      double loss = steps.step(new InOrder(rows), 0, ROWS, 0.01);
      assertThat(loss).isCloseTo(oracle.getLayer(0).score(), within(1e-5));
      // Adam's mean after its first step is a tenth of the gradient.
      float[] gradient = steps.state().optimizer().clone();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= 10;
      }
      parts(gradient)
          .forEach(
              (name, values) -> {
                INDArray theirs = oracle.getLayer(0).gradient().getGradientFor(name).div(ROWS);
                assertThat(theirs.maxNumber().doubleValue()).as(name).isNotZero();
                assertThat(theirs.sub(values.reshape(theirs.shape())).amaxNumber().doubleValue())
                    .as(name)
                    .isLessThan(1e-5);
              });
    } finally {
      network.close();
      oracle.close();
    }
  }

  @Test
  void theDecoderNeverSeesVariances() {
    VariationalNetwork spec = spec(0.1);
    MultiLayerNetwork network = fresh(spec);
    TrainingBatches batches = new ShuffledRows(rows, 1);
    try (GradientSteps steps =
        DensePass.steps(
            network, spec.dense(), FEATURES, 0.01, GaussianCode.of(spec, FEATURES, 5))) {
      batches.begin(1);
      for (int i = 0; i < 20; i++) {
        steps.step(batches, 0, ROWS, 0.01);
      }
      INDArray decoder = network.getLayer(2).getParam("W");
      for (int unit = 0; unit < BACK; unit++) {
        for (int i = 0; i < 2 * CODE; i++) {
          assertThat(decoder.getDouble(i, unit) == 0).isEqualTo(i >= CODE);
        }
      }
      assertThat(network.getLayer(1).getParam("W").amaxNumber().doubleValue()).isPositive();
    } finally {
      network.close();
    }
  }

  @Test
  void heldBackRowsGetTheSameNoiseEachTime() {
    VariationalNetwork spec = spec(0.1);
    MultiLayerNetwork network = fresh(spec);
    try (GradientSteps steps =
            DensePass.steps(
                network, spec.dense(), FEATURES, 0, GaussianCode.of(spec, FEATURES, 5));
        GradientSteps other =
            DensePass.steps(
                network, spec.dense(), FEATURES, 0, GaussianCode.of(spec, FEATURES, 6))) {
      double loss = steps.loss(rows, 16);
      assertThat(steps.loss(rows, 16)).isEqualTo(loss);
      assertThat(other.loss(rows, 16)).isNotEqualTo(loss);
    } finally {
      network.close();
    }
  }
}
