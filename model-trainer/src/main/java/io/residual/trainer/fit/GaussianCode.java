package io.residual.trainer.fit;

import io.residual.model.network.NetworkSpec;
import io.residual.model.network.VariationalNetwork;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;

/**
 * The code of a variational autoencoder while it is trained. The encoder gives means and logarithms
 * of variances; the decoder gets {@code z = mean + exp(logVariance / 2) * noise}, through which
 * gradients pass (the reparametrisation of Kingma and Welling, ICLR 2014, section 2.4).
 *
 * <p>What is minimised is the negative evidence lower bound under a decoder of variance beta, times
 * {@code 2 beta / features}: the mean squared error per feature plus {@code 2 beta / features}
 * times the divergence from the standard normal distribution, {@code sum(mean^2 + variance - 1 -
 * logVariance) / 2} (formula 10 there; Higgins et al., ICLR 2017, for beta).
 *
 * <p>Not thread safe: remembers the last batch.
 */
final class GaussianCode {

  private static final long STREAM_STEP = 0x9E3779B97F4A7C15L;

  private final int dimensions;
  private final double factor;
  private final LongFunction<DoubleSupplier> source;
  private float[] codes = {};
  private float[] noise = {};

  /**
   * A code.
   *
   * @param dimensions at least 1
   * @param beta variance of the decoder; above 0
   * @param features of a row
   * @param source of standard normal numbers by stream; a batch takes {@code [rows][dimensions]}
   */
  GaussianCode(int dimensions, double beta, int features, LongFunction<DoubleSupplier> source) {
    this.dimensions = dimensions;
    this.factor = 2 * beta / features;
    this.source = source;
  }

  /** The code of a variational network, empty for any other. Equal seeds give equal noise. */
  static Optional<GaussianCode> of(NetworkSpec network, int features, long seed) {
    return network instanceof VariationalNetwork variational
        ? Optional.of(
            new GaussianCode(
                variational.dimensions(),
                variational.beta(),
                features,
                stream -> new SplittableRandom(seed ^ (stream * STREAM_STEP))::nextGaussian))
        : Optional.empty();
  }

  /**
   * Draws codes for a batch.
   *
   * @param outputs of the encoder, {@code [rows][2 dimensions]}, means first; becomes what the
   *     decoder gets: the codes, then zeros
   * @param stream numbers the draw; equal ones give equal noise
   * @return the divergence's part in the loss, a mean over rows
   */
  double draw(float[] outputs, int rows, long stream) {
    DoubleSupplier random = source.apply(stream);
    if (codes.length < 2 * rows * dimensions) {
      codes = new float[2 * rows * dimensions];
      noise = new float[rows * dimensions];
    }
    System.arraycopy(outputs, 0, codes, 0, 2 * rows * dimensions);
    double divergence = 0;
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < dimensions; i++) {
        int at = 2 * row * dimensions + i;
        double mean = outputs[at];
        double logVariance = outputs[at + dimensions];
        float drawn = (float) random.getAsDouble();
        noise[row * dimensions + i] = drawn;
        outputs[at] = (float) (mean + Math.exp(logVariance / 2) * drawn);
        outputs[at + dimensions] = 0;
        divergence += (mean * mean + Math.exp(logVariance) - 1 - logVariance) / 2;
      }
    }
    return factor * divergence / rows;
  }

  /**
   * Takes the loss back through the last draw.
   *
   * @param slopes of the loss by what the decoder got, {@code [rows][2 dimensions]}; becomes its
   *     slopes by the encoder's outputs, the divergence's included
   */
  void backward(float[] slopes, int rows) {
    float share = (float) (factor / rows);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < dimensions; i++) {
        int at = 2 * row * dimensions + i;
        float slope = slopes[at];
        float deviation = (float) Math.exp(codes[at + dimensions] / 2);
        slopes[at] = slope + share * codes[at];
        slopes[at + dimensions] =
            0.5f * slope * deviation * noise[row * dimensions + i]
                + 0.5f * share * (deviation * deviation - 1);
      }
    }
  }
}
