package io.residual.trainer.fit;

import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.trainer.batch.TrainingBatches;
import io.residual.trainer.data.NetworkRows;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Gradient steps on a dense Deeplearning4j network: mean squared error, back-propagation
 * (Rumelhart, Hinton and Williams, Nature 1986), Adam. Takes the steps that the network's own
 * {@code fit} takes, to the last few digits, in a third of the time: matrix products go to the same
 * native library, everything between them is Java that runs as vector instructions, and nothing is
 * computed or allocated twice. The network has the present weights after every step.
 *
 * <p>A variational network takes the same way, with codes drawn between its halves. Equal seeds,
 * steps and rows give equal noise: a fit that is taken up again draws what it would have drawn.
 * Held-back rows get the same noise each time, so that their losses can be compared. Not thread
 * safe.
 */
final class DenseSteps implements AutoCloseable {

  /** A full batch, and the rests of training and validation rows. */
  private static final int MAX_SIZES = 3;

  private final MultiLayerNetwork network;
  private final List<LayerSpec> layers;
  private final int features;
  private final double weightDecay;
  private final INDArray[] weights;
  private final INDArray nativeGradient;
  private final INDArray[] gradients;
  private final float[] gradient;
  private final int[] offsets;
  private final List<DenseBatch> batches = new ArrayList<>();
  private final Optional<GaussianCode> code;
  private final int codeLayer;
  private double divergence;
  private AdamSteps adam;

  /**
   * Steps on a network.
   *
   * @param network in the state to go on from; its owner closes it
   * @param spec of the network
   * @param code of a variational network
   */
  DenseSteps(
      MultiLayerNetwork network,
      DenseNetwork spec,
      int features,
      double weightDecay,
      Optional<GaussianCode> code) {
    this.network = network;
    this.layers = spec.layers();
    this.codeLayer = code.isPresent() ? spec.encoder().size() - 1 : -1;
    this.code = code;
    this.features = features;
    this.weightDecay = weightDecay;
    int count = Math.toIntExact(network.params().length());
    gradient = new float[count];
    nativeGradient = LayerArrays.matrix(1, count);
    weights = new INDArray[layers.size()];
    gradients = new INDArray[layers.size()];
    offsets = new int[layers.size() + 1];
    int inputs = features;
    for (int l = 0; l < layers.size(); l++) {
      int units = layers.get(l).units();
      int products = inputs * units;
      weights[l] = view(network.params(), offsets[l], inputs, units);
      gradients[l] = view(nativeGradient, offsets[l], inputs, units);
      offsets[l + 1] = offsets[l] + products + units;
      inputs = units;
    }
    restore(NetworkState.of(network));
  }

  private static INDArray view(INDArray flat, int from, int inputs, int units) {
    return flat.reshape(flat.length())
        .get(NDArrayIndex.interval(from, from + inputs * units))
        .reshape('f', inputs, units);
  }

  /** Goes on from another state. */
  void restore(NetworkState state) {
    adam = new AdamSteps(state);
    network.params().data().asNioFloat().put(adam.weights());
  }

  /** A copy of the present state. */
  NetworkState state() {
    return adam.state();
  }

  /**
   * Learns from rows {@code from} to {@code from + size - 1} of the present epoch.
   *
   * @return the loss before the step: mean squared error per feature, and a variational code's
   *     divergence
   */
  double step(TrainingBatches rows, int from, int size, double rate) {
    DenseBatch batch = batch(size);
    FloatBuffer inputs = FloatBuffer.wrap(batch.inputs());
    if (rows.targetsDiffer()) {
      rows.fill(from, size, inputs, FloatBuffer.wrap(batch.targets()));
    } else {
      rows.fill(from, size, inputs, inputs);
    }
    float[] targets = rows.targetsDiffer() ? batch.targets() : batch.inputs();
    forward(batch, adam.steps());
    double loss = batch.loss(targets) + divergence;
    backward(batch, targets);
    if (weightDecay > 0) {
      int inputUnits = features;
      for (int l = 0; l < layers.size(); l++) {
        int products = inputUnits * layers.get(l).units();
        adam.decay(offsets[l], offsets[l] + products, rate * weightDecay);
        inputUnits = layers.get(l).units();
      }
    }
    adam.step(gradient, rate);
    network.params().data().asNioFloat().put(adam.weights());
    return loss;
  }

  /** The same loss, of all rows; the size of a batch is the caller's choice. */
  double loss(NetworkRows rows, int batchSize) {
    double sum = 0;
    for (int from = 0; from < rows.rows(); from += batchSize) {
      int size = Math.min(batchSize, rows.rows() - from);
      DenseBatch batch = batch(size);
      for (int i = 0; i < size; i++) {
        rows.copy(from + i, batch.inputs(), i * features);
      }
      // Steps count up from zero, and so draw other noise.
      forward(batch, -1 - from / batchSize);
      sum += size * (batch.loss(batch.inputs()) + divergence);
    }
    return sum / rows.rows();
  }

  /** Batches come in few sizes, a full one and what is left of rows; each keeps its arrays. */
  private DenseBatch batch(int size) {
    for (DenseBatch batch : batches) {
      if (batch.size() == size) {
        return batch;
      }
    }
    if (batches.size() == MAX_SIZES) {
      batches.remove(1).close();
    }
    DenseBatch batch = new DenseBatch(layers, features, size);
    batches.add(batch);
    return batch;
  }

  private void forward(DenseBatch batch, long stream) {
    batch.input().data().asNioFloat().put(batch.inputs());
    for (int l = 0; l < layers.size(); l++) {
      LayerArrays layer = batch.layers().get(l);
      Nd4j.gemm(weights[l], layer.input(), layer.output(), true, false, 1, 0);
      layer.output().data().asNioFloat().get(layer.outputs());
      int units = layers.get(l).units();
      addBias(layer.outputs(), adam.weights(), offsets[l + 1] - units, units, batch.size());
      ActivationFunctions.apply(layers.get(l).activation(), layer.outputs(), batch.size(), units);
      if (l == codeLayer) {
        divergence = code.orElseThrow().draw(layer.outputs(), batch.size(), stream);
      }
      if (l + 1 < layers.size()) {
        layer.output().data().asNioFloat().put(layer.outputs());
      }
    }
  }

  private static void addBias(float[] outputs, float[] weights, int at, int units, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < units; j++) {
        outputs[row * units + j] += weights[at + j];
      }
    }
  }

  private void backward(DenseBatch batch, float[] targets) {
    int last = layers.size() - 1;
    batch.slopesOfLoss(targets);
    for (int l = last; l >= 0; l--) {
      LayerArrays layer = batch.layers().get(l);
      int units = layers.get(l).units();
      Activation activation = layers.get(l).activation();
      if (l == codeLayer) {
        code.orElseThrow().backward(layer.slopes(), batch.size());
      }
      ActivationFunctions.backward(
          activation, layer.outputs(), layer.slopes(), batch.size(), units);
      layer.slope().data().asNioFloat().put(layer.slopes());
      Nd4j.gemm(layer.input(), layer.slope(), gradients[l], false, true, 1, 0);
      if (l > 0) {
        LayerArrays below = batch.layers().get(l - 1);
        Nd4j.gemm(weights[l], layer.slope(), below.slope(), false, false, 1, 0);
        below.slope().data().asNioFloat().get(below.slopes());
      }
    }
    nativeGradient.data().asNioFloat().get(gradient);
    for (int l = 0; l < layers.size(); l++) {
      int units = layers.get(l).units();
      sumRows(
          batch.layers().get(l).slopes(), gradient, offsets[l + 1] - units, units, batch.size());
    }
  }

  private static void sumRows(float[] slopes, float[] gradient, int at, int units, int rows) {
    for (int j = 0; j < units; j++) {
      gradient[at + j] = 0;
    }
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < units; j++) {
        gradient[at + j] += slopes[row * units + j];
      }
    }
  }

  @Override
  public void close() {
    batches.forEach(DenseBatch::close);
    nativeGradient.close();
  }
}
