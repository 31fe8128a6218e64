package io.residual.model.score.dl4j;

import io.residual.model.bundle.InvalidBundleException;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.network.NetworkSpec;
import io.residual.model.score.Reconstructor;
import io.residual.model.score.ReconstructorFactory;
import io.residual.model.score.ScoringRuntimes;
import java.io.IOException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Opens bundles with Deeplearning4j. The layers come from the manifest, the weights from the
 * bundle's entry {@code dl4j.zip}; see {@link NetworkArchive} for why. Thread safe.
 */
public final class Dl4jReconstructorFactory implements ReconstructorFactory {

  @Override
  public String runtime() {
    return ScoringRuntimes.DL4J;
  }

  @Override
  public Reconstructor open(ModelBundle bundle) throws IOException {
    Manifest manifest = bundle.manifest();
    int features = manifest.encoder().featureCount();
    NetworkSpec spec = manifest.network();
    long count = DenseNetworks.parameterCount(spec, features);
    float[] parameters;
    try {
      parameters =
          NetworkArchive.readParameters(
              bundle.entry(ModelBundle.DL4J_ENTRY), Math.toIntExact(count));
    } catch (InvalidBundleException e) {
      throw e;
    } catch (IOException | ArithmeticException e) {
      throw new InvalidBundleException(
          ModelBundle.DL4J_ENTRY,
          count + " weights for a network " + spec.describe(features),
          e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(),
          e);
    }
    NativeThreads.useOne();
    MultiLayerConfiguration configuration =
        DenseNetworks.configuration(spec, features, new NoOp(), 0);
    return new Dl4jReconstructor(DenseNetworks.network(configuration, parameters), features);
  }
}
