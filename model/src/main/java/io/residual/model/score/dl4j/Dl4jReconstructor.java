package io.residual.model.score.dl4j;

import io.residual.model.network.NetworkSpec;
import io.residual.model.score.BatchShape;
import io.residual.model.score.Reconstructor;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Runs a Deeplearning4j network. Not thread safe.
 *
 * <p>Every array made here is closed by hand: left to the garbage collector, which sees only small
 * Java objects, the native memory behind them grows by hundreds of megabytes.
 */
final class Dl4jReconstructor implements Reconstructor {

  private final MultiLayerNetwork network;
  private final int features;
  private INDArray input;
  private boolean closed;

  /** Owns and closes the network. */
  Dl4jReconstructor(MultiLayerNetwork network, int features) {
    this.network = network;
    this.features = features;
  }

  /** A reconstructor with a network of the given shape and weights. */
  static Dl4jReconstructor of(NetworkSpec spec, int features, float[] parameters) {
    NativeThreads.useOne();
    MultiLayerConfiguration configuration =
        DenseNetworks.configuration(spec, features, new NoOp(), 0);
    return new Dl4jReconstructor(DenseNetworks.network(configuration, parameters), features);
  }

  @Override
  public int featureCount() {
    return features;
  }

  @Override
  public void reconstruct(float[] rows, int rowCount, float[] reconstructions) {
    BatchShape.require(rows, rowCount, reconstructions, features);
    if (closed) {
      throw new IllegalStateException("the Deeplearning4j network is closed; open the bundle anew");
    }
    if (rowCount == 0) {
      return;
    }
    INDArray batch = input(rowCount);
    batch.data().asNioFloat().put(rows, 0, rowCount * features);
    try (INDArray output = network.output(batch, false)) {
      copy(output, reconstructions, rowCount * features);
    } finally {
      // The layers keep their last activations otherwise.
      network.clear();
    }
  }

  /** Batches mostly come in one size: the last input array is kept for the next. */
  private INDArray input(int rowCount) {
    if (input == null || input.rows() != rowCount) {
      if (input != null) {
        input.close();
      }
      input = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rowCount, features}, 'c');
    }
    return input;
  }

  private static void copy(INDArray output, float[] to, int length) {
    if (output.ordering() == 'c' && output.elementWiseStride() == 1) {
      read(output, to, length);
      return;
    }
    try (INDArray rowMajor = output.dup('c')) {
      read(rowMajor, to, length);
    }
  }

  private static void read(INDArray from, float[] to, int length) {
    FloatBuffer values = from.data().asNioFloat();
    values.get(to, 0, length);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (input != null) {
        input.close();
      }
      network.close();
    }
  }
}
