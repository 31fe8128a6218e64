package io.residual.model.score.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.residual.model.bundle.InvalidBundleException;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.score.Reconstructor;
import io.residual.model.score.ReconstructorFactory;
import io.residual.model.score.ScoringRuntimes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** Opens bundles with ONNX Runtime. Thread safe. */
public final class OnnxReconstructorFactory implements ReconstructorFactory {

  @Override
  public String runtime() {
    return ScoringRuntimes.ONNX;
  }

  @Override
  public Reconstructor open(ModelBundle bundle) throws IOException {
    int features = bundle.manifest().width();
    int members = bundle.manifest().ensemble().members().size();
    // One environment a process; the library hands out the same one again.
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "residual");
    OrtSession session = null;
    boolean usable = false;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // One thread a session: Flink has its parallelism from subtasks, and threads of the runtime
      // would fight them for the cores.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(bundle.entry(ModelBundle.ONNX_ENTRY), options);
      requireShape("input", OnnxReconstructor.INPUT, session.getInputInfo(), features);
      requireShape(
          "output", OnnxReconstructor.OUTPUT, session.getOutputInfo(), (long) features * members);
      usable = true;
      return new OnnxReconstructor(environment, session, features, members);
    } catch (OrtException e) {
      throw new InvalidBundleException(
          ModelBundle.ONNX_ENTRY, "a graph that ONNX Runtime loads", e.getMessage(), e);
    } finally {
      if (!usable && session != null) {
        close(session);
      }
    }
  }

  private static void requireShape(
      String role, String name, Map<String, NodeInfo> nodes, long features)
      throws InvalidBundleException {
    String expected = "one " + role + " '" + name + "' of float[n][" + features + "]";
    NodeInfo node = nodes.get(name);
    if (node == null || nodes.size() != 1) {
      throw new InvalidBundleException(ModelBundle.ONNX_ENTRY, expected, nodes.keySet().toString());
    }
    if (!(node.getInfo() instanceof TensorInfo tensor)
        || tensor.type != OnnxJavaType.FLOAT
        || !Arrays.equals(tensor.getShape(), new long[] {-1, features})) {
      throw new InvalidBundleException(ModelBundle.ONNX_ENTRY, expected, node.getInfo().toString());
    }
  }

  private static void close(OrtSession session) throws IOException {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IOException("closing the ONNX session failed: " + e.getMessage(), e);
    }
  }
}
