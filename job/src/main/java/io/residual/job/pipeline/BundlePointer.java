package io.residual.job.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;

/**
 * A small file that says which of the bundles beside it is in use: one line, the bundle's file
 * name.
 *
 * <p>Bundles themselves are never overwritten, because TaskManagers read a bundle on a remote file
 * system again whenever they start, and must find the one that the job was submitted with. What
 * changes is the pointer, and it is looked at only when a job is submitted.
 */
public final class BundlePointer {

  /** Name of the pointer in its folder. */
  public static final String FILE_NAME = "current";

  /** Ending of the bundles that a pointer may name. */
  public static final String BUNDLE_ENDING = ".residual";

  private static final Pattern BUNDLE_NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}\\" + BUNDLE_ENDING);

  /** A bundle is a zip file, and those begin so. */
  private static final String ZIP = "PK";

  private static final int LONGEST = 256;

  private BundlePointer() {}

  /**
   * The bundle that a location stands for: itself, or the one that the pointer there names.
   *
   * @param location local path, or URI of a file system that Flink knows
   * @throws NoSuchFileException if there is no file
   * @throws IOException if it cannot be read, or names no bundle
   */
  public static String resolve(String location) throws IOException {
    Path path = path(location);
    if (!path.getFileSystem().exists(path)) {
      // File systems differ in what they throw.
      throw new NoSuchFileException(location);
    }
    String beginning;
    try (InputStream in = path.getFileSystem().open(path)) {
      beginning = new String(in.readNBytes(LONGEST), UTF_8);
    }
    if (beginning.startsWith(ZIP) || !path.getName().equals(FILE_NAME)) {
      return location;
    }
    String bundle =
        nameIn(beginning)
            .orElseThrow(
                () ->
                    new IOException(
                        "its first line names no bundle beside it; publish one with 'residual"
                            + " publish'"));
    return location.substring(0, location.length() - FILE_NAME.length()) + bundle;
  }

  /** A local path or a URI, as Flink's. */
  public static Path path(String location) {
    return location.contains("://")
        ? new Path(location)
        : Path.fromLocalFile(new File(location).getAbsoluteFile());
  }

  private static Optional<String> nameIn(String pointer) {
    String name = pointer.strip();
    return BUNDLE_NAME.matcher(name).matches() ? Optional.of(name) : Optional.empty();
  }
}
