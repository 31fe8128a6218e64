package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.network.ColumnSpan;
import io.residual.model.network.Modality;
import io.residual.model.network.MultimodalNetwork;
import io.residual.model.network.OutputHead;
import io.residual.model.score.dl4j.Dl4jNetworks;
import io.residual.model.score.dl4j.MultimodalGraphs;
import io.residual.model.score.dl4j.NativeThreads;
import io.residual.trainer.data.EncodedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Gradient steps of our own on a multimodal network against those of Deeplearning4j itself. */
class MultimodalStepsTest {

  private static final int ROWS = 120;
  private static final int BATCH = 40;

  private final MultimodalNetwork spec = ToyModalities.network();
  private final EncodedRows rows = ToyModalities.rows(ROWS, 1);

  private ComputationGraph network(float[] weights) {
    return (ComputationGraph) Dl4jNetworks.network(spec, spec.width(), new Adam(0.01), 0, weights);
  }

  private ComputationGraph fresh() {
    int count = (int) Dl4jNetworks.parameterCount(spec, spec.width());
    ComputationGraph network = network(new float[count]);
    float[] weights = InitialWeights.of(spec, spec.width(), network, 3);
    network.params().data().asNioFloat().put(weights);
    return network;
  }

  private static INDArray columns(EncodedRows rows, int from, int size, List<ColumnSpan> spans) {
    int[] columns = HeadLoss.columns(spans);
    INDArray array = Nd4j.create(DataType.FLOAT, new long[] {size, columns.length}, 'c');
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < columns.length; j++) {
        array.putScalar(i, j, rows.values()[(from + i) * rows.features() + columns[j]]);
      }
    }
    return array;
  }

  /** Deeplearning4j's own training of the same layers. */
  private ComputationGraph oracle(float[] weights, double weightDecay) {
    return MultimodalGraphs.network(
        MultimodalGraphs.trainable(spec, new Adam(0.01), weightDecay), weights);
  }

  private INDArray[] labels(int from, int size) {
    List<INDArray> labels = new ArrayList<>();
    for (Modality modality : spec.modalities()) {
      for (OutputHead head : modality.heads()) {
        labels.add(columns(rows, from, size, head.columns()));
      }
    }
    return labels.toArray(new INDArray[0]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void takesTheStepsThatDeeplearning4jTakes(double weightDecay) {
    NativeThreads.useOne();
    ComputationGraph network = fresh();
    // Deeplearning4j 1.0.0-M2.1 takes the decay off twice a step.
    ComputationGraph expected = oracle(NetworkState.of(network).weights(), weightDecay / 2);
    try (GradientSteps steps = MultimodalPass.steps(network, spec, weightDecay)) {
      for (int epoch = 1; epoch <= 10; epoch++) {
        for (int from = 0; from < ROWS; from += BATCH) {
          INDArray input = columns(rows, from, BATCH, List.of(new ColumnSpan(0, spec.width())));
          expected.fit(new INDArray[] {input}, labels(from, BATCH));
          double loss = steps.step(new InOrder(rows), from, BATCH, 0.01);
          if (weightDecay == 0) {
            assertThat(loss).isCloseTo(expected.score(), within(1e-5));
          }
        }
      }
      TrainedStates.assertEqual(expected, network, steps, 30);
    } finally {
      expected.close();
      network.close();
    }
  }

  @Test
  void givesFeaturesBackWhereTheyWere() {
    NativeThreads.useOne();
    ComputationGraph network = fresh();
    ComputationGraph heads = oracle(NetworkState.of(network).weights(), 0);
    try {
      INDArray input = columns(rows, 0, ROWS, List.of(new ColumnSpan(0, spec.width())));
      INDArray whole = network.outputSingle(false, input);
      INDArray[] parts = heads.output(false, input);
      int part = 0;
      for (Modality modality : spec.modalities()) {
        for (OutputHead head : modality.heads()) {
          int[] columns = HeadLoss.columns(head.columns());
          for (int j = 0; j < columns.length; j++) {
            for (int row = 0; row < ROWS; row++) {
              assertThat(whole.getDouble(row, columns[j])).isEqualTo(parts[part].getDouble(row, j));
            }
          }
          part++;
        }
      }
    } finally {
      network.close();
      heads.close();
    }
  }

  @Test
  void learnsWhatBelongsTogether() throws Exception {
    FitSettings settings = new FitSettings(spec, 150, 32, 0.01, 0, 1, 0);
    EncodedRows held = ToyModalities.rows(100, 2);
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings, progress -> {}).fit(ToyModalities.rows(600, 3), held)) {
      assertThat(fitted.validationLoss().get(149)).isLessThan(fitted.validationLoss().get(0) / 4);
      float[] row = held.values().clone();
      float[] back = new float[row.length];
      try (NetworkBatch batch = new NetworkBatch(100, spec.width())) {
        batch.fill(row);
        batch.reconstruct(fitted.network(), back);
      }
      int right = 0;
      for (int i = 0; i < 100; i++) {
        float[] category = Arrays.copyOfRange(back, i * 9 + 1, i * 9 + 4);
        assertThat(category[0] + category[1] + category[2]).isCloseTo(1, within(1e-5f));
        for (int k = 0; k < 3; k++) {
          right += category[k] > 0.5 && row[i * 9 + 1 + k] == 1 ? 1 : 0;
        }
      }
      assertThat(right).isGreaterThan(95);
    }
  }
}
