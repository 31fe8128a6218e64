package io.residual.job.pipeline;

import io.residual.job.function.BundleSource;
import io.residual.model.bundle.BundleLimits;
import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.bundle.ModelFingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The bundle on its way from whoever submits the job to the TaskManagers, through Flink's
 * distributed cache.
 *
 * <p>Reasons. (1) TaskManagers need not see the path that the user gave: a local file travels
 * through the cluster's blob store. (2) It travels once a TaskManager, whatever the parallelism and
 * its size, instead of inside the job graph once for each operator. (3) Every restart finds the
 * very bytes that were checked at submission. A file on a remote file system is not copied but read
 * again by each TaskManager; the fingerprint makes sure that it is still the same.
 */
public final class ShippedBundle {

  private static final String CACHED_NAME = "residual-model-bundle";

  private ShippedBundle() {}

  /**
   * Reads a bundle where the job is submitted.
   *
   * @param location local path, or URI of a file system that Flink knows
   * @throws NoSuchFileException if there is none
   * @throws IOException if it cannot be used
   */
  public static ModelBundle read(String location) throws IOException {
    Path path = BundlePointer.path(location);
    if (!path.getFileSystem().exists(path)) {
      // File systems differ in what they throw.
      throw new NoSuchFileException(location);
    }
    try (InputStream in = path.getFileSystem().open(path)) {
      return BundleReader.read(in, BundleLimits.DEFAULT);
    }
  }

  /** Has the file sent along with the environment's job; operators get it from the result. */
  public static BundleSource ship(
      StreamExecutionEnvironment environment, String location, ModelBundle bundle) {
    // Not the path's URI: Flink takes the text literally and would look for a%20b.
    environment.registerCachedFile(BundlePointer.path(location).toString(), CACHED_NAME);
    return new CachedFile(location, ModelFingerprint.of(bundle.manifest()));
  }

  private record CachedFile(String location, long fingerprint) implements BundleSource {

    @Override
    public ModelBundle read(RuntimeContext context) throws IOException {
      ModelBundle bundle =
          BundleReader.read(context.getDistributedCache().getFile(CACHED_NAME).toPath());
      if (ModelFingerprint.of(bundle.manifest()) != fingerprint) {
        throw new IOException(
            "the bundle at "
                + location
                + " is not the one that the job was submitted with; put that one back, or submit"
                + " the job again to use the new one");
      }
      return bundle;
    }
  }
}
