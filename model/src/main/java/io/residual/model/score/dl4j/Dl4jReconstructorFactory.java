package io.residual.model.score.dl4j;

import io.residual.model.bundle.InvalidBundleException;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.network.NetworkSpec;
import io.residual.model.score.Reconstructor;
import io.residual.model.score.ReconstructorFactory;
import io.residual.model.score.ScoringRuntimes;
import java.io.IOException;

/**
 * Opens bundles with Deeplearning4j. The layers come from the manifest, the weights from the
 * bundle's entry {@code dl4j.zip}; see {@link NetworkArchive} for why. Thread safe.
 *
 * <p>Names no class of Deeplearning4j: it is loaded wherever runtimes are looked up, also where
 * Deeplearning4j is absent.
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
    return Dl4jReconstructor.of(spec, features, parameters);
  }
}
