package io.residual.model.score.dl4j;

import io.residual.model.network.NetworkSpec;
import io.residual.model.score.BatchShape;
import io.residual.model.score.Reconstructor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Runs Deeplearning4j networks, one after the other. Not thread safe.
 *
 * <p>Every array made here is closed by hand: left to the garbage collector, which sees only small
 * Java objects, the native memory behind them grows by hundreds of megabytes.
 */
final class Dl4jReconstructor implements Reconstructor {

  private final List<Model> networks;
  private final int features;
  private INDArray input;
  private float[] one = {};
  private boolean closed;

  /** Owns and closes the networks. */
  Dl4jReconstructor(List<Model> networks, int features) {
    this.networks = List.copyOf(networks);
    this.features = features;
  }

  /** A reconstructor with networks of the given shapes and weights. */
  static Dl4jReconstructor of(List<NetworkSpec> shapes, int features, List<float[]> parameters) {
    NativeThreads.useOne();
    List<Model> networks = new ArrayList<>();
    for (int m = 0; m < shapes.size(); m++) {
      networks.add(Dl4jNetworks.network(shapes.get(m), features, new NoOp(), 0, parameters.get(m)));
    }
    return new Dl4jReconstructor(networks, features);
  }

  @Override
  public int featureCount() {
    return features;
  }

  @Override
  public int memberCount() {
    return networks.size();
  }

  @Override
  public void reconstruct(float[] rows, int rowCount, float[] reconstructions) {
    BatchShape.require(rows, rowCount, reconstructions, features, networks.size());
    if (closed) {
      throw new IllegalStateException("the Deeplearning4j network is closed; open the bundle anew");
    }
    if (rowCount == 0) {
      return;
    }
    INDArray batch = input(rowCount);
    batch.data().asNioFloat().put(rows, 0, rowCount * features);
    if (networks.size() == 1) {
      run(networks.get(0), batch, reconstructions, rowCount);
      return;
    }
    if (one.length < rowCount * features) {
      one = new float[rowCount * features];
    }
    for (int m = 0; m < networks.size(); m++) {
      run(networks.get(m), batch, one, rowCount);
      for (int row = 0; row < rowCount; row++) {
        int to = (row * networks.size() + m) * features;
        System.arraycopy(one, row * features, reconstructions, to, features);
      }
    }
  }

  private void run(Model network, INDArray batch, float[] to, int rowCount) {
    try (INDArray output = Dl4jNetworks.output(network, batch)) {
      copy(output, to, rowCount * features);
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
      networks.forEach(Model::close);
    }
  }
}
