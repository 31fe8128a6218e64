package io.residual.benchmark.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where labelled sets lie: gzip CSV files in a folder for each kind. */
record DataFolder(Path root) {

  /** How every set's file ends. */
  static final String ENDING = ".csv.gz";

  /** All sets below a folder, sorted; none if there is no such folder. */
  List<Path> sets(String folder) throws IOException {
    Path path = root.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  /** The file's name without its ending. */
  static String setName(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ENDING.length());
  }
}
