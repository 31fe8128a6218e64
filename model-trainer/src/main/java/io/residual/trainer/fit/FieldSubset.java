package io.residual.trainer.fit;

import io.residual.model.error.ErrorMeasure;
import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.MultimodalNetwork;
import io.residual.model.network.NetworkSpec;
import io.residual.model.network.VariationalNetwork;
import io.residual.model.score.dl4j.Dl4jNetworks;
import io.residual.trainer.data.NetworkRows;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Some columns of wider rows, for a network that looks at no others. It is fitted on the narrow
 * rows, and then made as wide as all rows: what it ignores gets weights of zero in its first and
 * last layer, and no weight in its error. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent")
record FieldSubset(int[] columns, int width) {

  boolean all() {
    return columns.length == width;
  }

  /** The rows with these columns only; the same rows if that is all. */
  NetworkRows narrow(NetworkRows rows) {
    return all() ? rows : new Narrow(rows, columns);
  }

  /** Picks columns when a row is asked for. */
  private record Narrow(NetworkRows wide, int[] columns) implements NetworkRows {

    @Override
    public int rows() {
      return wide.rows();
    }

    @Override
    public int features() {
      return columns.length;
    }

    @Override
    public void copy(int row, float[] target, int at) {
      float[] values = new float[wide.features()];
      wide.copy(row, values, 0);
      for (int i = 0; i < columns.length; i++) {
        target[at + i] = values[columns[i]];
      }
    }
  }

  /** The shape of the wide network. */
  NetworkSpec widen(NetworkSpec narrow) {
    if (narrow instanceof VariationalNetwork variational) {
      return new VariationalNetwork(widen(variational.layers()), variational.beta());
    }
    return narrow instanceof MultimodalNetwork multimodal
        ? MultimodalWidening.of(multimodal, columns, width)
        : widen(narrow.dense());
  }

  /** The wide network. The caller closes it, and the narrow one. */
  Model widen(Model network, NetworkSpec narrow, NetworkSpec wide) {
    if (narrow instanceof MultimodalNetwork) {
      return MultimodalWidening.of((ComputationGraph) network, (MultimodalNetwork) wide);
    }
    float[] weights = new float[Math.toIntExact(network.numParams())];
    network.params().data().asNioFloat().get(weights);
    return Dl4jNetworks.network(wide, width, new NoOp(), 0, widen(narrow.dense(), weights));
  }

  private DenseNetwork widen(DenseNetwork narrow) {
    List<LayerSpec> decoder = new ArrayList<>(narrow.decoder());
    Activation last = decoder.remove(decoder.size() - 1).activation();
    decoder.add(new LayerSpec(width, last));
    return new DenseNetwork(narrow.encoder(), decoder);
  }

  /**
   * The weights of a wide dense network.
   *
   * @param weights of the narrow one, in the order of {@code DenseNetworks.network}: layer by
   *     layer, {@code [inputs][units]} by columns, then biases
   */
  float[] widen(DenseNetwork narrow, float[] weights) {
    int firstUnits = narrow.layers().get(0).units();
    List<LayerSpec> layers = narrow.layers();
    int lastInputs = layers.get(layers.size() - 2).units();
    int missing = width - columns.length;
    float[] wide = new float[weights.length + missing * (firstUnits + lastInputs + 1)];
    for (int unit = 0; unit < firstUnits; unit++) {
      for (int i = 0; i < columns.length; i++) {
        wide[unit * width + columns[i]] = weights[unit * columns.length + i];
      }
    }
    int from = firstUnits * columns.length;
    int to = firstUnits * width;
    int last = weights.length - columns.length * (lastInputs + 1);
    System.arraycopy(weights, from, wide, to, last - from);
    to += last - from;
    int biases = last + columns.length * lastInputs;
    for (int i = 0; i < columns.length; i++) {
      int column = to + columns[i] * lastInputs;
      System.arraycopy(weights, last + i * lastInputs, wide, column, lastInputs);
      wide[to + width * lastInputs + columns[i]] = weights[biases + i];
    }
    return wide;
  }

  /** The measure without what is ignored. */
  ErrorMeasure restrict(ErrorMeasure measure) {
    if (all()) {
      return measure;
    }
    float[] weights = measure.weights();
    float[] kept = new float[weights.length];
    for (int column : columns) {
      kept[column] = weights[column];
    }
    return new ErrorMeasure(measure.kind(), kept);
  }
}
