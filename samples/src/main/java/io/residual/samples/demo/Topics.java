package io.residual.samples.demo;

import java.util.List;

/**
 * The topics of one run.
 *
 * @param input records to score
 * @param alerts raised
 * @param scores of all records
 * @param deadLetters records that could not be scored
 */
record Topics(String input, String alerts, String scores, String deadLetters) {

  /** Topics that begin with the given name. */
  static Topics named(String name) {
    return new Topics(name, name + "-alerts", name + "-scores", name + "-dead-letters");
  }

  List<String> all() {
    return List.of(input, alerts, scores, deadLetters);
  }
}
