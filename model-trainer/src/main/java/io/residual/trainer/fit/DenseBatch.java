package io.residual.trainer.fit;

import io.residual.model.network.LayerSpec;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrays of a dense network for batches of one size. Not thread safe. */
final class DenseBatch implements AutoCloseable {

  private final int size;
  private final int features;
  private final INDArray input;
  private final float[] inputs;
  private final float[] targets;
  private final float[] squares;
  private final List<LayerArrays> arrays = new ArrayList<>();

  DenseBatch(List<LayerSpec> layers, int features, int size) {
    this.size = size;
    this.features = features;
    this.input = LayerArrays.matrix(features, size);
    this.inputs = new float[features * size];
    this.targets = new float[features * size];
    this.squares = new float[features];
    INDArray below = input;
    for (LayerSpec layer : layers) {
      LayerArrays next = LayerArrays.of(below, layer.units(), size);
      arrays.add(next);
      below = next.output();
    }
  }

  int size() {
    return size;
  }

  /** The rows for the first layer, as a native array. */
  INDArray input() {
    return input;
  }

  /** The same, {@code [size][features]}, for filling. */
  float[] inputs() {
    return inputs;
  }

  /** Room for targets that differ from inputs, {@code [size][features]}. */
  float[] targets() {
    return targets;
  }

  List<LayerArrays> layers() {
    return arrays;
  }

  private LayerArrays last() {
    return arrays.get(arrays.size() - 1);
  }

  /** Mean squared error per feature. */
  double loss(float[] wanted) {
    float[] outputs = last().outputs();
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
    return sum / ((double) size * features);
  }

  /** The slopes of the loss by the last layer's outputs. */
  void slopesOfLoss(float[] wanted) {
    float[] outputs = last().outputs();
    float[] slopes = last().slopes();
    float factor = (float) (2.0 / ((double) size * features));
    for (int i = 0; i < size * features; i++) {
      slopes[i] = factor * (outputs[i] - wanted[i]);
    }
  }

  @Override
  public void close() {
    input.close();
    arrays.forEach(LayerArrays::close);
  }
}
