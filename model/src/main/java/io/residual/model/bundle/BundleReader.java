package io.residual.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.residual.model.explain.BackgroundSample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads bundles and refuses everything that is not exactly one: wrong archive, unknown format,
 * entries too many, too few, too large or not as the manifest says.
 *
 * <p>Whatever the bytes, the result is a bundle or an {@link InvalidBundleException} that names the
 * entry, what was expected and what was found. Thread safe.
 */
public final class BundleReader {

  /** What a bundle may have besides the entries that its manifest requires. */
  private static final Set<String> OPTIONAL =
      Set.of(ModelBundle.REPORT_ENTRY, ModelBundle.PROFILE_ENTRY, ModelBundle.BACKGROUND_ENTRY);

  private BundleReader() {}

  /**
   * Reads a bundle file within the default limits.
   *
   * @throws InvalidBundleException if it is no usable bundle
   * @throws IOException if the file cannot be read
   */
  public static ModelBundle read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, BundleLimits.DEFAULT);
    }
  }

  /**
   * Reads a bundle from a stream, to its end; the stream stays open.
   *
   * @throws InvalidBundleException if it is no usable bundle
   * @throws IOException if the stream cannot be read
   */
  public static ModelBundle read(InputStream in, BundleLimits limits) throws IOException {
    byte[] archive = in.readNBytes(limits.totalBytes());
    if (archive.length == limits.totalBytes() && in.read() >= 0) {
      throw new InvalidBundleException(
          BundleArchive.ITSELF, "at most " + limits.totalBytes() + " bytes", "more");
    }
    return read(archive, limits);
  }

  /**
   * Reads a bundle from memory within the default limits.
   *
   * @throws InvalidBundleException if it is no usable bundle
   */
  public static ModelBundle read(byte[] archive) throws InvalidBundleException {
    return read(archive, BundleLimits.DEFAULT);
  }

  /**
   * Reads a bundle from memory.
   *
   * @throws InvalidBundleException if it is no usable bundle
   */
  public static ModelBundle read(byte[] archive, BundleLimits limits)
      throws InvalidBundleException {
    Manifest manifest = null;
    Map<String, byte[]> entries = new TreeMap<>();
    try (BundleArchive zip = new BundleArchive(archive, limits)) {
      for (String name = zip.nextEntry(); name != null; name = zip.nextEntry()) {
        if (manifest == null) {
          manifest = manifest(name, zip);
        } else {
          entries.put(name, checked(name, zip, manifest));
        }
      }
      zip.requireComplete();
    }
    if (manifest == null) {
      throw new InvalidBundleException(
          ModelBundle.MANIFEST_ENTRY, "a zip file that begins with it", "no entry at all");
    }
    for (String name : manifest.entries().keySet()) {
      if (!entries.containsKey(name)) {
        throw new InvalidBundleException(name, "the entry to be present", "no such entry");
      }
    }
    requireBackground(manifest, entries.get(ModelBundle.BACKGROUND_ENTRY));
    return new ModelBundle(manifest, entries);
  }

  private static Manifest manifest(String name, BundleArchive zip) throws InvalidBundleException {
    if (!name.equals(ModelBundle.MANIFEST_ENTRY)) {
      throw new InvalidBundleException(
          ModelBundle.MANIFEST_ENTRY, "to be the first entry", "'" + name + "' in its place");
    }
    byte[] bytes = zip.read();
    Manifest manifest;
    try {
      JsonNode tree = BundleJson.MAPPER.readTree(bytes);
      requireFormat(tree.path("format"));
      manifest = BundleJson.MAPPER.treeToValue(tree, Manifest.class);
    } catch (InvalidBundleException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Constructors check ranges; theirs and Jackson's failures are all faults of the manifest.
      throw new InvalidBundleException(
          name, "a manifest of format " + Manifest.FORMAT, describe(e), e);
    }
    Set<String> named = new TreeSet<>(manifest.entries().keySet());
    named.removeAll(OPTIONAL);
    if (!named.equals(manifest.requiredEntries())) {
      throw new InvalidBundleException(
          name,
          "digests of " + manifest.requiredEntries(),
          "digests of " + new TreeSet<>(manifest.entries().keySet()));
    }
    return manifest;
  }

  /** Looked at before anything else: another format may mean something else by every member. */
  private static void requireFormat(JsonNode format) throws InvalidBundleException {
    if (!format.isInt() || format.intValue() != Manifest.FORMAT) {
      throw new InvalidBundleException(
          ModelBundle.MANIFEST_ENTRY,
          "bundle format " + Manifest.FORMAT,
          format.isInt()
              ? "format " + format.intValue() + ", which another version of Residual reads"
              : "no format number");
    }
  }

  private static byte[] checked(String name, BundleArchive zip, Manifest manifest)
      throws InvalidBundleException {
    EntryDigest expected = manifest.entries().get(name);
    if (expected == null) {
      throw new InvalidBundleException(
          name,
          "only " + new TreeSet<>(manifest.entries().keySet()) + " after the manifest",
          "this entry as well");
    }
    byte[] bytes = zip.read();
    EntryDigest found = Sha256.digest(bytes);
    if (found.bytes() != expected.bytes()) {
      throw new InvalidBundleException(
          name, expected.bytes() + " bytes as the manifest says", found.bytes() + " bytes");
    }
    if (!found.equals(expected)) {
      throw new InvalidBundleException(
          name, "SHA-256 " + expected.sha256() + " as the manifest says", found.sha256());
    }
    return bytes;
  }

  private static void requireBackground(Manifest manifest, byte[] bytes)
      throws InvalidBundleException {
    if (bytes == null) {
      return;
    }
    String expected =
        "1 to " + BackgroundSample.MAX_ROWS + " finite rows of " + manifest.width() + " features";
    try {
      int width = BackgroundSample.of(bytes).width();
      if (width != manifest.width()) {
        throw new InvalidBundleException(
            ModelBundle.BACKGROUND_ENTRY, expected, "rows of " + width);
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidBundleException(ModelBundle.BACKGROUND_ENTRY, expected, e.getMessage(), e);
    }
  }

  private static String describe(Exception e) {
    String message =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
