package io.residual.samples.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.job.pipeline.BundlePointer;
import io.residual.model.bundle.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * A folder of bundles on any file system that Flink knows: {@code NAME/VERSION.residual}, never
 * overwritten, and {@code NAME/current}, which says which version is in use.
 */
final class BundleStore {

  private static final String PLAIN_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,100}";

  private final String root;

  /**
   * A store.
   *
   * @param root local path or URI of the folder; made when needed
   */
  BundleStore(String root) {
    this.root = root.replaceAll("/+$", "");
  }

  /**
   * Adds a bundle, unless the store has it, and makes it the current one of its model.
   *
   * @return location of the pointer, for the job's option {@code bundle}
   * @throws IOException if the store cannot be written, or has another bundle of that version
   */
  String publish(java.nio.file.Path bundle, Manifest manifest) throws IOException {
    requirePlain("name", manifest.name());
    requirePlain("version", manifest.version());
    try {
      return put(bundle, manifest);
    } catch (RuntimeException e) {
      // Clients of object stores throw their own, for a missing bucket for example.
      throw new IOException(root + ": " + e.getMessage(), e);
    }
  }

  private String put(java.nio.file.Path bundle, Manifest manifest) throws IOException {
    String folder = root + "/" + manifest.name() + "/";
    String fileName = manifest.version() + BundlePointer.BUNDLE_ENDING;
    byte[] content = Files.readAllBytes(bundle);
    Path target = BundlePointer.path(folder + fileName);
    if (target.getFileSystem().exists(target)) {
      if (!Arrays.equals(read(target), content)) {
        throw new IOException(
            target
                + " is there already, with another content; fit the model with another"
                + " --model-version");
      }
    } else {
      write(target, content);
    }
    String pointer = folder + BundlePointer.FILE_NAME;
    write(BundlePointer.path(pointer), (fileName + "\n").getBytes(UTF_8));
    return pointer;
  }

  /**
   * Copies a bundle to a local file.
   *
   * @param location of the bundle, or of the pointer to it
   * @throws NoSuchFileException if there is no such bundle, and only then
   * @throws IOException if it cannot be read, or the file cannot be written
   */
  static void fetch(String location, java.nio.file.Path file) throws IOException {
    java.nio.file.Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder + "; make it first");
    }
    try {
      get(location, file);
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void get(String location, java.nio.file.Path file) throws IOException {
    Path source = BundlePointer.path(BundlePointer.resolve(location));
    if (!source.getFileSystem().exists(source)) {
      throw new NoSuchFileException(source.toString());
    }
    try (InputStream in = source.getFileSystem().open(source)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static byte[] read(Path path) throws IOException {
    try (InputStream in = path.getFileSystem().open(path)) {
      return in.readAllBytes();
    }
  }

  /**
   * Object stores show a file only when it is closed; on a disk a renamed draft has that effect.
   */
  private static void write(Path path, byte[] content) throws IOException {
    FileSystem files = path.getFileSystem();
    files.mkdirs(path.getParent());
    Path draft =
        files.isDistributedFS()
            ? path
            : new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID());
    try (OutputStream out = files.create(draft, WriteMode.OVERWRITE)) {
      out.write(content);
    }
    if (!draft.equals(path) && !files.rename(draft, path)) {
      throw new IOException(path + " cannot be written");
    }
  }

  private static void requirePlain(String what, String value) {
    if (!value.matches(PLAIN_NAME)) {
      throw new IllegalArgumentException(
          "the model's "
              + what
              + " '"
              + value
              + "' is no file name; fit it with letters, digits, dots, underscores and hyphens");
    }
  }
}
