package io.residual.model.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A zip file in memory, unpacked entry by entry within limits. Turns every failure of the zip
 * library into an {@link InvalidBundleException}. Not thread safe.
 */
final class BundleArchive implements AutoCloseable {

  /** What messages call the archive as a whole. */
  static final String ITSELF = "(archive)";

  /** Longer than any name we give, shorter than any trick needs. */
  private static final int MAX_NAME_LENGTH = 64;

  /** Size and signature of the record that ends a zip file without comment (APPNOTE 4.3.16). */
  private static final int END_RECORD_BYTES = 22;

  private static final int END_RECORD_SIGNATURE = 0x06054b50;
  private static final int END_RECORD_COUNT_OFFSET = 10;

  private final byte[] archive;
  private final BundleLimits limits;
  private final ZipInputStream zip;
  private final Set<String> names = new LinkedHashSet<>();
  private String current = ITSELF;
  private int unpacked;

  BundleArchive(byte[] archive, BundleLimits limits) {
    this.archive = archive;
    this.limits = limits;
    this.zip = new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.UTF_8);
  }

  /** Name of the next entry, checked; null behind the last. */
  String nextEntry() throws InvalidBundleException {
    ZipEntry entry;
    try {
      entry = zip.getNextEntry();
    } catch (IOException | RuntimeException e) {
      throw broken(ITSELF, e);
    }
    if (entry == null) {
      return null;
    }
    current = entry.getName();
    if (!isPlain(current)) {
      throw new InvalidBundleException(
          ITSELF, "entry names of letters, digits, '.', '-' and '_'", quote(current));
    }
    if (!names.add(current)) {
      throw new InvalidBundleException(current, "one entry of this name", "a second one");
    }
    if (names.size() > limits.entries()) {
      throw new InvalidBundleException(current, "at most " + limits.entries() + " entries", "more");
    }
    return current;
  }

  /** The bytes of the current entry, its checksum verified. */
  byte[] read() throws InvalidBundleException {
    int most =
        current.equals(ModelBundle.MANIFEST_ENTRY) ? limits.manifestBytes() : limits.entryBytes();
    most = Math.min(most, limits.totalBytes() - unpacked);
    try {
      byte[] bytes = zip.readNBytes(most);
      // Reading on to the end is also what makes the zip library compare the checksum.
      if (zip.read() >= 0) {
        throw new InvalidBundleException(current, "at most " + most + " bytes unpacked", "more");
      }
      unpacked += bytes.length;
      return bytes;
    } catch (InvalidBundleException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw broken(current, e);
    }
  }

  /** Checks that the archive ends where a zip file ends: the stream alone misses a lost tail. */
  void requireComplete() throws InvalidBundleException {
    int end = archive.length - END_RECORD_BYTES;
    ByteBuffer bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    if (end < 0 || bytes.getInt(end) != END_RECORD_SIGNATURE) {
      throw new InvalidBundleException(
          ITSELF, "a complete zip file", archive.length + " bytes without a zip file's end record");
    }
    int count = bytes.getShort(end + END_RECORD_COUNT_OFFSET) & 0xffff;
    if (count != names.size()) {
      throw new InvalidBundleException(
          ITSELF, count + " entries as its directory says", names.size() + ": " + names);
    }
  }

  private static boolean isPlain(String name) {
    return name.length() <= MAX_NAME_LENGTH
        && !name.isEmpty()
        && name.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '.'
                        || c == '-'
                        || c == '_');
  }

  private static String quote(String name) {
    String start = name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH);
    return "'" + start.replaceAll("\\p{Cntrl}", "?") + "'";
  }

  private static InvalidBundleException broken(String entry, Exception e) {
    return new InvalidBundleException(
        entry,
        "an intact zip file",
        e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(),
        e);
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing memory cannot fail", e);
    }
  }
}
