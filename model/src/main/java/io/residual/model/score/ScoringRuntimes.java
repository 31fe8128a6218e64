package io.residual.model.score;

import io.residual.model.bundle.ModelBundle;
import java.io.IOException;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** The scoring runtimes on the class path. */
public final class ScoringRuntimes {

  /** ONNX Runtime on the exported graph: the fastest by far, see the decision records. */
  public static final String ONNX = "onnx";

  /** Deeplearning4j itself. */
  public static final String DL4J = "dl4j";

  private ScoringRuntimes() {}

  /**
   * Opens a bundle with the runtime of the given name.
   *
   * @throws IOException if the bundle cannot be opened with it
   * @throws IllegalArgumentException if there is no such runtime
   */
  public static Reconstructor open(String runtime, ModelBundle bundle) throws IOException {
    TreeSet<String> known = new TreeSet<>();
    // The loader of this class, not of the thread: in Flink only the former sees the job's jar.
    for (ReconstructorFactory factory :
        ServiceLoader.load(
            ReconstructorFactory.class, ReconstructorFactory.class.getClassLoader())) {
      if (factory.runtime().equals(runtime)) {
        return openLinked(factory, bundle);
      }
      known.add(factory.runtime());
    }
    throw new IllegalArgumentException(
        "no scoring runtime is named '" + runtime + "'; there are " + known);
  }

  private static Reconstructor openLinked(ReconstructorFactory factory, ModelBundle bundle)
      throws IOException {
    try {
      return factory.open(bundle);
    } catch (NoClassDefFoundError | UnsatisfiedLinkError | ExceptionInInitializerError e) {
      throw new IOException(
          "the libraries of the scoring runtime '"
              + factory.runtime()
              + "' cannot be loaded ("
              + e
              + "); for dl4j, put the residual-dl4j-addon jar into Flink's lib folder",
          e);
    }
  }
}
