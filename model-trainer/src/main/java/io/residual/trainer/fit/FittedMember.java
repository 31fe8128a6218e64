package io.residual.trainer.fit;

import io.residual.model.network.NetworkSpec;
import java.util.Arrays;

/**
 * A fitted network of an ensemble, as wide as the rows.
 *
 * @param fitted with the network to use
 * @param shape of the network
 * @param subset what it looks at
 * @param emphasis by which the weights of its error are multiplied, {@code [features]}
 */
@SuppressWarnings("ArrayRecordComponent")
record FittedMember(FittedNetwork fitted, NetworkSpec shape, FieldSubset subset, float[] emphasis)
    implements AutoCloseable {

  /** A network whose error weighs features as the settings say. */
  FittedMember(FittedNetwork fitted, NetworkSpec shape, FieldSubset subset) {
    this(fitted, shape, subset, ones(subset.width()));
  }

  private static float[] ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Override
  public void close() {
    fitted.close();
  }
}
