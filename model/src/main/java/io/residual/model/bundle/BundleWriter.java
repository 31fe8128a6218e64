package io.residual.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes bundles in format {@link Manifest#FORMAT}. Equal content gives equal bytes, so that a
 * bundle can be compared, cached and signed by its digest. Thread safe.
 */
public final class BundleWriter {

  /** The oldest time that the zip format can express: entry times say nothing, and never vary. */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private BundleWriter() {}

  /**
   * Writes the bundle to a file. Readers see the old file or the new one, never half of it: the
   * bytes go to a temporary file in the same folder, which then takes the file's place.
   *
   * @param file where to; replaced if it exists; its folder is made if it does not
   * @throws IOException if the file cannot be written; nothing is left behind
   */
  public static void write(ModelBundle bundle, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new IOException("'" + file + "' is a folder; give the name of a file");
    }
    Files.createDirectories(folder);
    // Not createTempFile, whose files nobody else may read: the job runs as another user.
    Path draft = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW)) {
        write(bundle, out);
      }
      move(draft, target);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void move(Path draft, Path target) throws IOException {
    try {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The bundle's bytes. */
  public static byte[] toBytes(ModelBundle bundle) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(bundle, out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return out.toByteArray();
  }

  /** The manifest as the bundle holds it: indented JSON. */
  public static String manifestJson(Manifest manifest) {
    try {
      return BundleJson.MAPPER.writeValueAsString(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest consists of plain values", e);
    }
  }

  private static void write(ModelBundle bundle, OutputStream out) throws IOException {
    // Not closed: the stream belongs to the caller. finish() writes the directory.
    ZipOutputStream zip = new ZipOutputStream(out);
    // First, so that a reader can check everything that follows while it unpacks.
    add(zip, ModelBundle.MANIFEST_ENTRY, BundleJson.MAPPER.writeValueAsBytes(bundle.manifest()));
    for (String name : bundle.entryNames()) {
      add(zip, name, bundle.entry(name));
    }
    zip.finish();
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ENTRY_TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
