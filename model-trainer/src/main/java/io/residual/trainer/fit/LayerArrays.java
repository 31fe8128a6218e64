package io.residual.trainer.fit;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What one layer needs for batches of a size: its inputs, its outputs and their slopes. Each is
 * held twice, row-major: natively for matrix products, and in Java for everything else. As native
 * arrays are column-major, they are {@code [units][rows]}. Not thread safe.
 */
@SuppressWarnings("ArrayRecordComponent") // Scratch space, shared on purpose.
record LayerArrays(INDArray input, INDArray output, float[] outputs, INDArray slope, float[] slopes)
    implements AutoCloseable {

  static LayerArrays of(INDArray input, int units, int rows) {
    return new LayerArrays(
        input,
        matrix(units, rows),
        new float[units * rows],
        matrix(units, rows),
        new float[units * rows]);
  }

  /** An uninitialised native matrix. */
  static INDArray matrix(int units, int rows) {
    return Nd4j.createUninitialized(DataType.FLOAT, new long[] {units, rows}, 'f');
  }

  @Override
  public void close() {
    output.close();
    slope.close();
  }
}
