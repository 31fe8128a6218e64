package io.residual.benchmark.quality;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows without an order in time, split into halves. */
final class TabularTrials {

  private TabularTrials() {}

  /** Which normal rows train. */
  enum Order {
    RANDOM("random halves"),
    FILE("file-order halves");

    private final String protocol;

    Order(String protocol) {
      this.protocol = protocol;
    }

    String protocol() {
      return protocol;
    }

    Split split(LabelledRows rows, long seed) {
      return this == RANDOM ? Halves.random(rows, seed) : Halves.fileOrder(rows, seed);
    }
  }

  static List<Trial> of(Path file, Order order, int seeds) {
    String set = DataFolder.setName(file);
    List<Trial> trials = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      long splitSeed = seed;
      trials.add(
          new Trial(
              Group.TABULAR,
              set,
              order.protocol(),
              seed,
              List.of(file),
              () -> order.split(read(file), splitSeed)));
    }
    return trials;
  }

  private static LabelledRows read(Path file) throws IOException {
    return LabelledRows.read(file, Set.of());
  }
}
