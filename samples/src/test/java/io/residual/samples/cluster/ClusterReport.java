package io.residual.samples.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The footprints of successive submissions as a table for people. */
final class ClusterReport {
  private static final double MB = 1e6;

  private final String title;
  private final List<String> rows = new ArrayList<>();

  ClusterReport(String title) {
    this.title = title;
  }

  void add(String submission, Footprint taskManager, Footprint jobManager) {
    rows.add(
        String.format(
            Locale.ROOT,
            "| %s | %.0f | %.1f | %d | %d | %.1f | %.1f | %.0f | %.1f | %d |",
            submission,
            taskManager.residentBytes() / MB,
            taskManager.metaspaceBytes() / MB,
            taskManager.userClassLoaders(),
            taskManager.nativeCopies(),
            taskManager.temporaryBytes() / MB,
            taskManager.blobBytes() / MB,
            jobManager.residentBytes() / MB,
            jobManager.metaspaceBytes() / MB,
            jobManager.userClassLoaders()));
  }

  /** Writes the tables one below the other. */
  static void write(List<ClusterReport> reports, Path file) throws IOException {
    Files.writeString(
        file,
        reports.stream().map(ClusterReport::toString).collect(Collectors.joining("\n")),
        StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return """
        ### %s

        MB after a full collection, once the job is canceled and its slot free.

        | submission | TM resident | TM metaspace | TM job class loaders | TM native copies \
        | TM temporary | TM job jars | JM resident | JM metaspace | JM job class loaders |
        |---|---|---|---|---|---|---|---|---|---|
        %s
        """
        .formatted(title, String.join("\n", rows));
  }
}
