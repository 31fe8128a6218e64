package io.residual.model.network;

/**
 * A network that was made elsewhere and is known by its ONNX graph only. Deeplearning4j cannot run
 * or train it further.
 *
 * @param width features that the graph takes and gives back; at least 1
 * @param origin what it was imported from, for people, such as {@code autoencoder.onnx}
 */
public record ImportedNetwork(int width, String origin) implements NetworkSpec {

  /** Checks the width. */
  public ImportedNetwork {
    if (width < 1) {
      throw new IllegalArgumentException("a network needs at least one feature, not " + width);
    }
    if (origin == null) {
      throw new IllegalArgumentException("an imported network says where it came from");
    }
  }

  @Override
  public int outputs() {
    return width;
  }

  @Override
  public String describe(int inputs) {
    return inputs + "-imported-" + width;
  }
}
