package io.residual.trainer.measure;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where labelled data sets lie: {@code ../shared/data} beside the repository, or the folder that
 * the system property {@code residual.data} names. They are not part of the repository.
 */
final class SharedData {

  private SharedData() {}

  /** The file of the given set, such as {@code tabular/annthyroid}. */
  static Path file(String set) {
    String folder = System.getProperty("residual.data");
    Path data = folder == null ? Path.of("..", "..", "shared", "data") : Path.of(folder);
    return data.resolve(set + ".csv.gz");
  }

  /** Skips the test if the set is not there. */
  static Path assumed(String set) {
    Path file = file(set);
    assumeThat(Files.isReadable(file))
        .as("%s is not there; set -Dresidual.data to the folder of the data sets", file)
        .isTrue();
    return file;
  }
}
