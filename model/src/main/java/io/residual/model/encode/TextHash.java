package io.residual.model.encode;

/**
 * A stable 64-bit hash of texts: FNV-1a (Fowler, Noll and Vo; draft-eastlake-fnv) over the bytes of
 * UTF-8, then the finalizer of MurmurHash3 (Appleby), because FNV's low bits alone are weak. Parts
 * of the bundle format: another hash would be another encoder.
 *
 * <p>Works on code points, without turning a text into bytes. Half a surrogate pair counts as the
 * three bytes that its code unit would have.
 */
final class TextHash {

  /** Hash of nothing, to begin with. */
  static final long START = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private TextHash() {}

  /** The hash of what was hashed so far and one more character. */
  static long add(long hash, int codePoint) {
    if (codePoint < 0x80) {
      return octet(hash, codePoint);
    }
    if (codePoint < 0x800) {
      return tail(octet(hash, 0xc0 | (codePoint >> 6)), codePoint, 0);
    }
    if (codePoint < 0x10000) {
      return tail(octet(hash, 0xe0 | (codePoint >> 12)), codePoint, 6);
    }
    return tail(octet(hash, 0xf0 | (codePoint >> 18)), codePoint, 12);
  }

  /** The octets that continue a character, six bits each. */
  private static long tail(long hash, int codePoint, int shift) {
    long tail = hash;
    for (int bits = shift; bits >= 0; bits -= 6) {
      tail = octet(tail, 0x80 | (codePoint >> bits & 0x3f));
    }
    return tail;
  }

  private static long octet(long hash, int octet) {
    return (hash ^ octet) * PRIME;
  }

  /** Spreads a hash over all 64 bits. */
  static long mix(long hash) {
    long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }

  /** FNV-1a of a whole text. */
  static long fnv(String text) {
    long hash = START;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      hash = add(hash, codePoint);
      i += Character.charCount(codePoint);
    }
    return hash;
  }
}
