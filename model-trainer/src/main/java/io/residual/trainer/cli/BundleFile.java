package io.residual.trainer.cli;

import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.InvalidBundleException;
import io.residual.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the bundle that a user named. */
final class BundleFile {

  private BundleFile() {}

  /**
   * Reads a bundle.
   *
   * @throws IOException with the path, if it is no usable bundle
   */
  static ModelBundle read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder; give the file that 'fit' wrote");
    }
    try {
      return BundleReader.read(file);
    } catch (InvalidBundleException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
