package io.residual.model.network;

/**
 * A dense layer.
 *
 * @param units outputs, at least 1
 * @param activation applied to each output
 */
public record LayerSpec(int units, Activation activation) {

  /** Checks the size. */
  public LayerSpec {
    if (units < 1) {
      throw new IllegalArgumentException("a layer needs at least one unit, not " + units);
    }
  }
}
