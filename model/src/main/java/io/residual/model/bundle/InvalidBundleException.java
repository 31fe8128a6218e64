package io.residual.model.bundle;

import java.io.IOException;

/**
 * A file that is no usable model bundle; the message names the entry, and what is wrong with it.
 */
public final class InvalidBundleException extends IOException {

  private final String entry;

  /** A refusal because an entry is not what was expected. */
  public InvalidBundleException(String entry, String expected, String found) {
    this(entry, expected, found, null);
  }

  /** A refusal because an entry is not what was expected, with the underlying failure. */
  public InvalidBundleException(String entry, String expected, String found, Throwable cause) {
    super("bundle entry " + entry + ": expected " + expected + ", found " + found, cause);
    this.entry = entry;
  }

  /** Name of the entry at fault. */
  public String entry() {
    return entry;
  }
}
