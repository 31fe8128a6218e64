package io.residual.model.bundle;

/**
 * How much a reader takes in before it refuses a bundle, so that a small file cannot fill the
 * memory of the process that opens it (a zip bomb expands a thousandfold).
 *
 * <p>All limits are checked against bytes as they are unpacked, never against sizes that the
 * archive declares.
 *
 * @param entries how many entries at most, the manifest included; at least 1
 * @param manifestBytes uncompressed size of the manifest at most; at least 1
 * @param entryBytes uncompressed size of any other entry at most; at least 1
 * @param totalBytes uncompressed size of all entries together at most, and of the archive itself;
 *     at least 1
 */
public record BundleLimits(int entries, int manifestBytes, int entryBytes, int totalBytes) {

  private static final int MIB = 1 << 20;

  /**
   * A bundle has an entry for each of up to 256 networks and a few more; a manifest of ten thousand
   * features takes less than 2 MiB; a network of 256 MiB has 64 million weights, fifty times the
   * classic one.
   */
  public static final BundleLimits DEFAULT = new BundleLimits(300, 16 * MIB, 256 * MIB, 768 * MIB);

  /** Checks that something fits. */
  public BundleLimits {
    if (entries < 1 || manifestBytes < 1 || entryBytes < 1 || totalBytes < 1) {
      throw new IllegalArgumentException("limits must be at least 1");
    }
  }
}
