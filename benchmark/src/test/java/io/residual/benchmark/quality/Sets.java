package io.residual.benchmark.quality;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Small labelled sets. */
final class Sets {

  private Sets() {}

  /** Rows whose only cell is their number; those of the given numbers are anomalies. */
  static LabelledRows numbered(int rows, Integer... anomalies) {
    String[][] cells =
        IntStream.range(0, rows)
            .mapToObj(row -> new String[] {Integer.toString(row)})
            .toArray(String[][]::new);
    boolean[] labels = new boolean[rows];
    for (int anomaly : anomalies) {
      labels[anomaly] = true;
    }
    return new LabelledRows(List.of("number"), cells, labels);
  }

  /** The first cell of each row. */
  static List<String> firstCells(LabelledRows rows) {
    return IntStream.range(0, rows.size()).mapToObj(row -> rows.cells()[row][0]).toList();
  }

  /** Writes a set where the scoreboard looks for it. */
  static Path write(Path data, String set, String... lines) throws IOException {
    Path file = data.resolve(set + DataFolder.ENDING);
    Files.createDirectories(file.getParent());
    try (Writer text =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      text.write(String.join("\n", lines) + "\n");
    }
    return file;
  }

  /** A trial that nothing needs to be loaded for. */
  static Trial trial(Group group, String set, String protocol, long seed) {
    return new Trial(
        group,
        set,
        protocol,
        seed,
        List.of(),
        () -> new Split(numbered(2), numbered(2, 1), group != Group.TABULAR));
  }
}
