package io.residual.trainer.fit;

import io.residual.model.network.DenseNetwork;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The way through a dense network, under the mean squared error per feature. A variational one has
 * codes drawn between its halves, and their divergence in its loss.
 */
final class DensePass implements BatchPass {

  private final DenseStack encoder;
  private final DenseStack decoder;
  private final Optional<GaussianCode> code;
  private final int size;
  private final int features;
  private final Signal input;
  private final List<Signal> encoded;
  private final List<Signal> decoded;
  private final float[] targets;
  private final float[] squares;
  private double divergence;

  private DensePass(
      DenseStack encoder, DenseStack decoder, Optional<GaussianCode> code, int features, int size) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.code = code;
    this.size = size;
    this.features = features;
    this.input = Signal.of(features, size);
    this.encoded = encoder.signals(size);
    this.decoded = decoder.signals(size);
    this.targets = new float[features * size];
    this.squares = new float[features];
  }

  /**
   * Gradient steps on a dense network.
   *
   * @param code of a variational network
   */
  static GradientSteps steps(
      Model network,
      DenseNetwork spec,
      int features,
      double weightDecay,
      Optional<GaussianCode> code) {
    INDArray parameters = network.params();
    INDArray gradient = Signal.matrix(1, Math.toIntExact(parameters.length()));
    int[] first = DenseStack.starts(0, features, spec.encoder());
    int between = spec.encoder().get(spec.encoder().size() - 1).units();
    int[] second = DenseStack.starts(first[spec.encoder().size()], between, spec.decoder());
    DenseStack encoder = new DenseStack(parameters, gradient, first, features, spec.encoder());
    DenseStack decoder = new DenseStack(parameters, gradient, second, between, spec.decoder());
    return new GradientSteps(
        network,
        features,
        weightDecay,
        gradient,
        List.of(encoder, decoder),
        size -> new DensePass(encoder, decoder, code, features, size));
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public float[] inputs() {
    return input.numbers();
  }

  @Override
  public float[] targets() {
    return targets;
  }

  private Signal between() {
    return encoded.get(encoded.size() - 1);
  }

  private Signal output() {
    return decoded.get(decoded.size() - 1);
  }

  @Override
  public void forward(float[] weights, long stream) {
    input.push();
    encoder.forward(input, encoded, weights, size);
    divergence = code.isPresent() ? code.get().draw(between().numbers(), size, stream) : 0;
    between().push();
    decoder.forward(between(), decoded, weights, size);
  }

  @Override
  public double loss(float[] wanted) {
    float[] outputs = output().numbers();
    double sum = 0;
    for (int row = 0; row < size; row++) {
      int at = row * features;
      for (int j = 0; j < features; j++) {
        float residual = outputs[at + j] - wanted[at + j];
        squares[j] = residual * residual;
      }
      for (int j = 0; j < features; j++) {
        sum += squares[j];
      }
    }
    return sum / ((double) size * features) + divergence;
  }

  @Override
  public void backward(float[] wanted, INDArray nativeGradient, float[] gradient) {
    float[] outputs = output().numbers();
    float[] slopes = output().slopes();
    float factor = (float) (2.0 / ((double) size * features));
    for (int i = 0; i < size * features; i++) {
      slopes[i] = factor * (outputs[i] - wanted[i]);
    }
    decoder.backward(between(), decoded, size, DenseStack.InputSlopes.SET);
    between().pullSlopes();
    if (code.isPresent()) {
      code.get().backward(between().slopes(), size);
    }
    encoder.backward(input, encoded, size, DenseStack.InputSlopes.NONE);
    nativeGradient.data().asNioFloat().get(gradient);
    encoder.sumSlopes(encoded, gradient, size);
    decoder.sumSlopes(decoded, gradient, size);
  }

  @Override
  public void close() {
    input.close();
    encoded.forEach(Signal::close);
    decoded.forEach(Signal::close);
  }
}
