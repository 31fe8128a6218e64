package io.residual.model.ensemble;

import io.residual.model.error.ErrorMeasure;
import io.residual.model.network.NetworkSpec;

/**
 * One autoencoder of an ensemble.
 *
 * @param network its shape
 * @param error how its reconstruction error is measured; a weight of 0 leaves a feature out
 * @param scale positive; its error on held-back normal rows, by which its errors are divided so
 *     that those of all members mean the same
 */
public record Member(NetworkSpec network, ErrorMeasure error, double scale) {

  /** Checks that the parts fit each other. */
  public Member {
    if (!(scale > 0) || !Double.isFinite(scale)) {
      throw new IllegalArgumentException("scale " + scale + " is no finite number above 0");
    }
    if (network.outputs() != error.size()) {
      throw new IllegalArgumentException(
          "the network gives "
              + network.outputs()
              + " outputs for an error of "
              + error.size()
              + " weights");
    }
  }
}
