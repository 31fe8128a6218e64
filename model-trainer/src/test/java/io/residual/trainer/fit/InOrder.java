package io.residual.trainer.fit;

import io.residual.trainer.batch.TrainingBatches;
import io.residual.trainer.data.EncodedRows;
import java.nio.FloatBuffer;

/** Rows as they are and where they are. */
record InOrder(EncodedRows source) implements TrainingBatches {

  @Override
  public int rows() {
    return source.rows();
  }

  @Override
  public int features() {
    return source.features();
  }

  @Override
  public boolean targetsDiffer() {
    return false;
  }

  @Override
  public void begin(int epoch) {}

  @Override
  public void fill(int from, int size, FloatBuffer input, FloatBuffer target) {
    input.put(source.values(), from * features(), size * features());
  }
}
