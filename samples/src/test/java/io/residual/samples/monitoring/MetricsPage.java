package io.residual.samples.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of {@code docs/metrics.md}. */
final class MetricsPage {

  private static final Path PAGE = Path.of("../docs/metrics.md");

  private static final String PREFIX = "flink_taskmanager_job_task_operator_";
  private static final Pattern OURS =
      Pattern.compile("\\| `\\w+` \\| `(residual_\\w+)` \\| (\\w+) \\| ([^|]*) \\|.*");
  private static final Pattern FLINKS = Pattern.compile("\\| `(flink_\\w+)` \\| ([^|]*) \\|.*");

  private MetricsPage() {}

  /**
   * A row.
   *
   * @param name in Prometheus
   * @param type as Prometheus is told
   * @param labels besides Flink's own
   */
  record Row(String name, String type, List<String> labels) {}

  static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher ours = OURS.matcher(line);
      Matcher flinks = FLINKS.matcher(line);
      if (ours.matches()) {
        String type = ours.group(2).equals("summary") ? "summary" : "gauge";
        rows.add(new Row(PREFIX + ours.group(1), type, labels(ours.group(3))));
      } else if (flinks.matches()) {
        rows.add(new Row(flinks.group(1), "gauge", labels(flinks.group(2))));
      }
    }
    return rows;
  }

  private static List<String> labels(String cell) {
    return Arrays.stream(cell.replaceAll("[` –]", "").split(",", -1))
        .filter(label -> !label.isEmpty())
        .toList();
  }
}
