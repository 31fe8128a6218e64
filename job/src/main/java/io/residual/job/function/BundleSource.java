package io.residual.job.function;

import io.residual.model.bundle.ModelBundle;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;

/** Where an operator gets its model bundle from when it opens. */
@FunctionalInterface
public interface BundleSource extends Serializable {

  /**
   * Reads the bundle.
   *
   * @throws IOException if there is none, or none that can be used
   */
  ModelBundle read(RuntimeContext context) throws IOException;
}
