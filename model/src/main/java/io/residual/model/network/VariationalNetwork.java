package io.residual.model.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A variational autoencoder (Kingma and Welling, ICLR 2014): the encoder gives a normal
 * distribution of codes instead of one code, and the decoder learns from codes drawn from it.
 *
 * <p>Scoring uses the mean code, so that a row has one error and not another one each time. That is
 * a dense network: the last layer of the encoder has two linear units for each dimension of the
 * code, first all means, then all logarithms of variances, and the decoder's first layer has
 * weights of zero for the latter.
 *
 * @param layers the dense network, with twice the code's dimensions between its halves
 * @param beta variance that the decoder allows each feature, and so the weight of the code's
 *     divergence beside the squared error (Higgins et al., ICLR 2017); above 0
 */
public record VariationalNetwork(DenseNetwork layers, double beta) implements NetworkSpec {

  /** Checks the code and the range of beta. */
  public VariationalNetwork {
    LayerSpec code = layers.encoder().get(layers.encoder().size() - 1);
    if (code.units() % 2 != 0 || code.activation() != Activation.IDENTITY) {
      throw new IllegalArgumentException(
          "a variational code is an even number of linear units, not " + code);
    }
    if (!(beta > 0) || !Double.isFinite(beta)) {
      throw new IllegalArgumentException("beta is " + beta + "; it must be above 0");
    }
  }

  /**
   * A network with the given layers around its code.
   *
   * @param hidden layers before the code; may be empty
   * @param dimensions of the code; at least 1
   * @param decoder layers behind the code
   */
  public static VariationalNetwork of(
      List<LayerSpec> hidden, int dimensions, List<LayerSpec> decoder, double beta) {
    List<LayerSpec> encoder = new ArrayList<>(hidden);
    encoder.add(new LayerSpec(2 * dimensions, Activation.IDENTITY));
    return new VariationalNetwork(new DenseNetwork(encoder, decoder), beta);
  }

  /** Layers before the code. */
  public List<LayerSpec> hidden() {
    return layers.encoder().subList(0, layers.encoder().size() - 1);
  }

  /** Dimensions of the code. */
  public int dimensions() {
    return layers.encoder().get(layers.encoder().size() - 1).units() / 2;
  }

  @Override
  public DenseNetwork dense() {
    return layers;
  }

  @Override
  public int outputs() {
    return layers.outputs();
  }

  /** Sizes with the dimensions of the code, such as {@code 30-60-10-60-30 variational}. */
  @Override
  public String describe(int inputs) {
    StringBuilder text = new StringBuilder().append(inputs);
    int code = layers.encoder().size() - 1;
    List<LayerSpec> all = layers.layers();
    for (int i = 0; i < all.size(); i++) {
      text.append('-').append(i == code ? dimensions() : all.get(i).units());
    }
    return text.append(" variational, beta ").append(beta).toString();
  }
}
