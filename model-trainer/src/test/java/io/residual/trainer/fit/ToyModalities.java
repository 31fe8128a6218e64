package io.residual.trainer.fit;

import io.residual.model.network.Activation;
import io.residual.model.network.ColumnSpan;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.Modality;
import io.residual.model.network.MultimodalNetwork;
import io.residual.model.network.OutputHead;
import io.residual.trainer.data.EncodedRows;
import java.util.List;
import java.util.Random;

/** A number, a category of three, two numbers, a flag, a category of two: mixed up on purpose. */
final class ToyModalities {

  static final int WIDTH = 9;

  private ToyModalities() {}

  static MultimodalNetwork network() {
    return new MultimodalNetwork(
        WIDTH,
        List.of(
            new Modality(
                "numbers",
                List.of(new LayerSpec(7, Activation.TANH), new LayerSpec(5, Activation.ELU)),
                List.of(new LayerSpec(6, Activation.TANH)),
                List.of(
                    new OutputHead(
                        List.of(new ColumnSpan(0, 1), new ColumnSpan(4, 2)),
                        Activation.IDENTITY,
                        0.5))),
            new Modality(
                "categories",
                List.of(new LayerSpec(4, Activation.TANH)),
                List.of(new LayerSpec(8, Activation.TANH)),
                List.of(
                    new OutputHead(List.of(new ColumnSpan(1, 3)), Activation.SOFTMAX, 0.2),
                    new OutputHead(List.of(new ColumnSpan(7, 2)), Activation.SOFTMAX, 0.2),
                    new OutputHead(List.of(new ColumnSpan(6, 1)), Activation.SIGMOID, 0.1)))),
        new LayerSpec(3, Activation.IDENTITY));
  }

  /** The numbers follow the first category, the second category the numbers. */
  static EncodedRows rows(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * WIDTH];
    for (int row = 0; row < count; row++) {
      int at = row * WIDTH;
      int kind = random.nextInt(3);
      values[at] = (float) (kind - 1 + 0.1 * random.nextGaussian());
      values[at + 1 + kind] = 1;
      values[at + 4] = (float) (values[at] / 2 + 0.1 * random.nextGaussian());
      values[at + 5] = (float) random.nextGaussian();
      values[at + 6] = random.nextInt(2);
      values[at + (values[at + 5] > 0 ? 7 : 8)] = 1;
    }
    return new EncodedRows(values, count, WIDTH);
  }
}
