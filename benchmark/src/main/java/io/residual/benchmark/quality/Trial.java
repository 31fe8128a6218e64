package io.residual.benchmark.quality;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One set, split one way: what every detector is tried on.
 *
 * @param group sets that share a protocol, such as {@code tabular}
 * @param set name of the set
 * @param protocol which rows train and which test, in few words
 * @param seed of the split and of the detectors
 * @param files that the rows come from
 * @param loader reads and splits them
 */
record Trial(Group group, String set, String protocol, long seed, List<Path> files, Loader loader) {

  /** Reads rows when they are needed. */
  @FunctionalInterface
  interface Loader {
    Split load() throws IOException;
  }
}
