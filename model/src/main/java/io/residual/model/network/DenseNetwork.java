package io.residual.model.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A dense autoencoder layer by layer. The encoder's last layer is the code; the decoder's last
 * layer must have as many units as there are features.
 */
public record DenseNetwork(List<LayerSpec> encoder, List<LayerSpec> decoder)
    implements NetworkSpec {

  /** Copies the lists and checks that both halves have a layer. */
  public DenseNetwork {
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
    if (encoder.isEmpty() || decoder.isEmpty()) {
      throw new IllegalArgumentException("encoder and decoder need at least one layer each");
    }
  }

  /** All layers from input to output. */
  public List<LayerSpec> layers() {
    List<LayerSpec> all = new ArrayList<>(encoder);
    all.addAll(decoder);
    return all;
  }

  /**
   * The classic recipe of Keras' tutorials for images of 28 x 28 pixels: 784 and 32 rectified units
   * to the code, 32 rectified and 784 logistic units back.
   */
  public static DenseNetwork classic() {
    return new DenseNetwork(
        List.of(new LayerSpec(784, Activation.RELU), new LayerSpec(32, Activation.RELU)),
        List.of(new LayerSpec(32, Activation.RELU), new LayerSpec(784, Activation.SIGMOID)));
  }

  @Override
  public DenseNetwork dense() {
    return this;
  }

  @Override
  public int outputs() {
    return decoder.get(decoder.size() - 1).units();
  }

  /** Sizes from input to output, such as {@code 30-16-8-16-30}. */
  @Override
  public String describe(int inputs) {
    StringBuilder text = new StringBuilder().append(inputs);
    layers().forEach(layer -> text.append('-').append(layer.units()));
    return text.toString();
  }
}
