package io.residual.trainer.fit;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What passes between two layers for batches of a size, and the slopes of the loss by it. Each is
 * held twice, row-major: natively for matrix products, and in Java for everything else. As native
 * arrays are column-major, they are {@code [units][rows]}. Not thread safe.
 *
 * @param values natively
 * @param numbers the values in Java, {@code [rows][units]}
 * @param slope natively
 * @param slopes in Java, {@code [rows][units]}
 */
@SuppressWarnings("ArrayRecordComponent") // Scratch space, shared on purpose.
record Signal(INDArray values, float[] numbers, INDArray slope, float[] slopes)
    implements AutoCloseable {

  /** A signal with undefined values. */
  static Signal of(int units, int rows) {
    return new Signal(
        matrix(units, rows), new float[units * rows], matrix(units, rows), new float[units * rows]);
  }

  /** An uninitialised native matrix. */
  static INDArray matrix(int units, int rows) {
    return Nd4j.createUninitialized(DataType.FLOAT, new long[] {units, rows}, 'f');
  }

  /** Hands the values from Java to matrix products. */
  void push() {
    values.data().asNioFloat().put(numbers);
  }

  /** Takes the values that a matrix product gave. */
  void pull() {
    values.data().asNioFloat().get(numbers);
  }

  /** Hands the slopes from Java to matrix products. */
  void pushSlopes() {
    slope.data().asNioFloat().put(slopes);
  }

  /** Takes the slopes that matrix products gave. */
  void pullSlopes() {
    slope.data().asNioFloat().get(slopes);
  }

  @Override
  public void close() {
    values.close();
    slope.close();
  }
}
