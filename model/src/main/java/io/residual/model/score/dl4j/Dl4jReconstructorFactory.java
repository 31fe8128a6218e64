package io.residual.model.score.dl4j;

import io.residual.model.bundle.InvalidBundleException;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.ensemble.Member;
import io.residual.model.network.NetworkSpec;
import io.residual.model.score.Reconstructor;
import io.residual.model.score.ReconstructorFactory;
import io.residual.model.score.ScoringRuntimes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
    int width = bundle.manifest().width();
    List<Member> members = bundle.manifest().ensemble().members();
    List<NetworkSpec> shapes = new ArrayList<>();
    List<float[]> parameters = new ArrayList<>();
    for (int m = 0; m < members.size(); m++) {
      NetworkSpec shape = members.get(m).network();
      if (!Dl4jNetworks.supports(shape)) {
        throw new IOException(
            "network "
                + shape.describe(width)
                + " was imported as an ONNX graph, which Deeplearning4j cannot run; use the"
                + " runtime "
                + ScoringRuntimes.ONNX);
      }
      shapes.add(shape);
      parameters.add(parameters(bundle, ModelBundle.dl4jEntry(m), shape, width));
    }
    return Dl4jReconstructor.of(shapes, width, parameters);
  }

  private static float[] parameters(ModelBundle bundle, String entry, NetworkSpec shape, int width)
      throws InvalidBundleException {
    long count = Dl4jNetworks.parameterCount(shape, width);
    try {
      return NetworkArchive.readParameters(bundle.entry(entry), Math.toIntExact(count));
    } catch (InvalidBundleException e) {
      throw e;
    } catch (IOException | ArithmeticException e) {
      throw new InvalidBundleException(
          entry,
          count + " weights for a network " + shape.describe(width),
          e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(),
          e);
    }
  }
}
