package io.residual.model.score;

import io.residual.model.bundle.ModelBundle;
import java.io.IOException;

/** Opens bundles with one runtime; found by {@link java.util.ServiceLoader}. */
public interface ReconstructorFactory {

  /** The runtime's name, as options give it: {@code onnx}, {@code dl4j}. */
  String runtime();

  /**
   * Loads the bundle's network.
   *
   * @throws IOException if the bundle's entry is missing or broken
   */
  Reconstructor open(ModelBundle bundle) throws IOException;
}
