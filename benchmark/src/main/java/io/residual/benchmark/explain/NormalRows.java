package io.residual.benchmark.explain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The normal rows of a labelled set, as CSV without the label: some to train on, others that the
 * model has not seen.
 */
record NormalRows(Path training, Path heldOut) {

  /**
   * Splits a gzip CSV file whose last column is the label, and which quotes nothing.
   *
   * @param series whether rows are in the order of time: the first ones train; else every other
   * @param limit rows of each kind at most
   * @param folder for the two files
   */
  static NormalRows of(Path set, boolean series, int limit, Path folder) throws IOException {
    List<String> rows = new ArrayList<>();
    String header;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(set)), StandardCharsets.UTF_8))) {
      header = withoutLabel(lines.readLine());
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.endsWith(",0") || line.endsWith(",0.0")) {
          rows.add(withoutLabel(line));
        }
      }
    }
    int used = Math.min(rows.size(), 2 * limit);
    List<String> training = new ArrayList<>(List.of(header));
    List<String> heldOut = new ArrayList<>(List.of(header));
    for (int i = 0; i < used; i++) {
      boolean trains = series ? i < used / 2 : i % 2 == 0;
      (trains ? training : heldOut).add(rows.get(i));
    }
    NormalRows files =
        new NormalRows(folder.resolve("training.csv"), folder.resolve("held-out.csv"));
    Files.write(files.training, training);
    Files.write(files.heldOut, heldOut);
    return files;
  }

  private static String withoutLabel(String line) {
    return line.substring(0, line.lastIndexOf(','));
  }
}
