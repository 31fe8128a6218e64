package io.residual.trainer.fit;

import io.residual.model.network.DenseNetwork;

/**
 * A fitted network of an ensemble, as wide as the rows.
 *
 * @param fitted with the network to use
 * @param shape of the network
 * @param subset what it looks at
 */
record FittedMember(FittedNetwork fitted, DenseNetwork shape, FieldSubset subset)
    implements AutoCloseable {

  @Override
  public void close() {
    fitted.close();
  }
}
