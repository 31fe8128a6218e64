package io.residual.model.score.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.residual.model.score.BatchShape;
import io.residual.model.score.Reconstructor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Runs an ONNX graph. Not thread safe.
 *
 * <p>Input and output live in direct buffers that the runtime reads and writes in place; they grow
 * to the largest batch and stay.
 */
final class OnnxReconstructor implements Reconstructor {

  /** Name of the graph's input. */
  static final String INPUT = "rows";

  /** Name of the graph's output. */
  static final String OUTPUT = "reconstructions";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int features;
  private final int members;
  private FloatBuffer input = FloatBuffer.allocate(0);
  private FloatBuffer output = FloatBuffer.allocate(0);
  private boolean closed;

  /** Owns and closes the session, not the environment, which the process shares. */
  OnnxReconstructor(OrtEnvironment environment, OrtSession session, int features, int members) {
    this.environment = environment;
    this.session = session;
    this.features = features;
    this.members = members;
  }

  @Override
  public int featureCount() {
    return features;
  }

  @Override
  public int memberCount() {
    return members;
  }

  @Override
  public void reconstruct(float[] rows, int rowCount, float[] reconstructions) {
    BatchShape.require(rows, rowCount, reconstructions, features, members);
    if (closed) {
      throw new IllegalStateException("the ONNX session is closed; open the bundle anew");
    }
    if (rowCount == 0) {
      return;
    }
    int length = rowCount * features;
    int outputs = Math.multiplyExact(length, members);
    grow(length, outputs);
    input.clear().limit(length);
    input.put(rows, 0, length).flip();
    output.clear().limit(outputs);
    long[] shape = {rowCount, features};
    long[] outputShape = {rowCount, (long) members * features};
    try (OnnxTensor in = OnnxTensor.createTensor(environment, input, shape);
        OnnxTensor out = OnnxTensor.createTensor(environment, output, outputShape)) {
      // The result owns nothing here: its only value is the pinned output.
      session.run(Map.of(INPUT, in), Map.of(OUTPUT, out)).close();
      output.get(reconstructions, 0, outputs);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed on the graph: " + e.getMessage(), e);
    }
  }

  private void grow(int inputs, int outputs) {
    if (input.capacity() < inputs) {
      input = direct(inputs);
      output = direct(outputs);
    }
  }

  private static FloatBuffer direct(int length) {
    // The runtime takes the platform's byte order.
    return ByteBuffer.allocateDirect(Math.multiplyExact(length, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("closing the ONNX session failed: " + e.getMessage(), e);
      }
    }
  }
}
