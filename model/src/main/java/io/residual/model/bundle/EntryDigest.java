package io.residual.model.bundle;

/**
 * What an entry of the bundle must look like.
 *
 * @param bytes its uncompressed size
 * @param sha256 lower-case hexadecimal digest of its uncompressed bytes
 */
public record EntryDigest(long bytes, String sha256) {}
